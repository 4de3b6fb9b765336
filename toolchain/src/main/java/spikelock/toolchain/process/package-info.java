/** Other programs: started without a shell, ended with us, their failure an ordinary error. */
package spikelock.toolchain.process;
