package spikelock.tests.sweep;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Slurm with one node, this machine, on ports and in a folder of its own: munged, slurmctld and slurmd as this user, gone when closed. */
final class LoopbackSlurm implements AutoCloseable {
  private static final int CPUS = 8;

  private final Path folder;
  private final List<Process> daemons = new ArrayList<>();

  LoopbackSlurm(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    String host = InetAddress.getLocalHost().getHostName().replaceFirst("\\..*", "");
    String user = System.getProperty("user.name");
    for (String part : List.of("state", "spool")) {
      Files.createDirectory(folder.resolve(part));
    }
    byte[] key = new byte[1024];
    new SecureRandom().nextBytes(key);
    Files.write(folder.resolve("munge.key"), key);
    Files.setPosixFilePermissions(folder.resolve("munge.key"), PosixFilePermissions.fromString("rw-------"));
    int[] ports = ports();
    Files.writeString(folder.resolve("slurm.conf"), String.join("\n",
        "ClusterName=loopback", "SlurmctldHost=" + host + "(127.0.0.1)", "SlurmctldPort=" + ports[0], "SlurmdPort=" + ports[1],
        "AuthType=auth/munge", "AuthInfo=socket=" + folder.resolve("munge.socket"), "CredType=cred/munge", "SlurmUser=" + user, "SlurmdUser=" + user,
        "StateSaveLocation=" + folder.resolve("state"), "SlurmdSpoolDir=" + folder.resolve("spool"),
        "SlurmctldPidFile=" + folder.resolve("slurmctld.pid"), "SlurmdPidFile=" + folder.resolve("slurmd.pid"),
        "ProctrackType=proctrack/linuxproc", "TaskPlugin=task/none", "JobAcctGatherType=jobacct_gather/none", "MpiDefault=none", "SwitchType=switch/none",
        "SelectType=select/cons_tres", "SelectTypeParameters=CR_CPU", "ReturnToService=2", "SchedulerParameters=sched_interval=1,batch_sched_delay=0",
        "MailProg=/bin/true", "SlurmdParameters=config_overrides", // more processors than there are: jobs run side by side on any machine
        "NodeName=" + host + " NodeAddr=127.0.0.1 CPUs=" + CPUS, "PartitionName=all Nodes=ALL Default=YES State=UP", ""));
    start("munged", "/usr/sbin/munged", "--foreground", "--force", "--socket=" + folder.resolve("munge.socket"), "--key-file=" + folder.resolve("munge.key"),
        "--pid-file=" + folder.resolve("munge.pid"), "--log-file=" + folder.resolve("munge.log"), "--seed-file=" + folder.resolve("munge.seed"));
    while (!Files.exists(folder.resolve("munge.socket"))) {
      alive();
      Thread.onSpinWait();
    }
    start("slurmctld", "/usr/sbin/slurmctld", "-D", "-c", "-f", folder.resolve("slurm.conf").toString());
    start("slurmd", "/usr/sbin/slurmd", "-D", "-N", host, "-f", folder.resolve("slurm.conf").toString());
    String state = "";
    while (!state.equals("idle")) {
      alive();
      state = run(folder, Map.of(), "sinfo", "--noheader", "--format=%T").strip();
      if (state.matches("inval.*|down|drained")) {
        throw new IllegalStateException("the node is " + state + ": " + log("slurmctld") + log("slurmd"));
      }
    }
  }

  private static int[] ports() throws IOException {
    try (ServerSocket one = new ServerSocket(0); ServerSocket other = new ServerSocket(0)) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    }
  }

  private void start(String name, String... words) throws IOException {
    daemons.add(new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(folder.resolve(name + ".log").toFile()).start());
  }

  private void alive() throws IOException {
    for (Process daemon : daemons) {
      if (!daemon.isAlive()) {
        throw new IllegalStateException("a daemon has ended: " + log("munged") + log("slurmctld") + log("slurmd"));
      }
    }
  }

  private String log(String name) throws IOException {
    Path file = folder.resolve(name + ".log");
    return Files.exists(file) ? name + ": " + Files.readString(file) + "\n" : "";
  }

  /** What a command of Slurm says, or a shell that uses them. */
  String run(Path in, Map<String, String> environment, String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(in.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("SLURM_CONF", folder.resolve("slurm.conf").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    return code == 0 ? said : said + "\nexit code " + code;
  }

  @Override
  public void close() {
    daemons.reversed().forEach(daemon -> daemon.descendants().forEach(ProcessHandle::destroy));
    for (Process daemon : daemons.reversed()) {
      daemon.destroy();
      daemon.onExit().join();
    }
  }
}
