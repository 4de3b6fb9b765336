/** Where a network and its side files come from: a folder on disk or the class path. Start with {@link SourceFile}. */
package spikelock.mapper.source;
