"""A Slurm of one node on this machine, with its own key, ports and folders; nobody else's is touched."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "srun", "squeue", "scancel", "scontrol", "sinfo")
WHERE = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
LONGEST = 60
"""Seconds within which it has to answer."""
CONFIGURATION = """
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={node}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
MinJobAge=86400
SlurmdParameters=config_overrides
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=2,batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
NodeName={host} NodeAddr=127.0.0.1 CPUs=4 RealMemory=8000 State=UNKNOWN
PartitionName=office Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def missing() -> list[str]:
    """What Slurm needs and this machine does not have: programs, or the rights to start them."""
    lacking = [name for name in PROGRAMS if shutil.which(name, path=WHERE) is None]
    return lacking or ([] if os.getuid() == 0 else ["root"])


@contextmanager
def slurm(folder: Path) -> Iterator[dict[str, str]]:
    """Start munge, the controller and a node; what commands need in their environment."""
    for name in ("state", "spool"):
        (folder / name).mkdir(parents=True)
    folder.chmod(0o755)
    key = folder / "munge.key"
    key.touch(mode=0o600)
    key.write_bytes(secrets.token_bytes(128))
    host = socket.gethostname().split(".")[0]
    configuration = folder / "slurm.conf"
    controller, node = free_ports(2)
    configuration.write_text(
        CONFIGURATION.format(host=host, folder=folder, controller=controller, node=node), encoding="utf-8"
    )
    environment = {"PATH": os.pathsep.join([str(commands(folder, configuration)), WHERE])}
    munge = ["munged", "--foreground", "--force", f"--key-file={key}"]
    munge += [f"--{name}-file={folder}/munge.{name}" for name in ("pid", "log", "seed")]
    with ExitStack() as running:
        running.enter_context(daemon([*munge, f"--socket={folder}/munge.socket"], environment, folder))
        wait_for([lambda: (folder / "munge.socket").exists()], folder)
        running.enter_context(daemon(["slurmctld", "-D", "-i"], environment, folder))
        running.enter_context(daemon(["slurmd", "-D", "-N", host], environment, folder))
        wait_for([lambda: "idle" in answer(["sinfo", "--noheader", "--format=%T"], environment)], folder)
        yield environment


def commands(folder: Path, configuration: Path) -> Path:
    """Make a folder of Slurm's programs that know their configuration: within a job nothing else tells it."""
    made = folder / "bin"
    made.mkdir()
    for name in PROGRAMS[1:]:
        script = made / name
        program = shutil.which(name, path=WHERE)
        script.write_text(f'#!/bin/sh\nSLURM_CONF={configuration} exec {program} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    return made


def free_ports(count: int) -> list[int]:
    """Ports that nothing listens on."""
    with ExitStack() as kept:
        sockets = [kept.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@contextmanager
def daemon(command: Sequence[str], environment: dict[str, str], folder: Path) -> Iterator[None]:
    """Run a program until the end of the block, and end it and what it started."""
    with (folder / f"{command[0]}.out").open("wb") as told:
        process = subprocess.Popen(
            command, env=os.environ | environment, stdout=told, stderr=told, start_new_session=True
        )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answer(command: Sequence[str], environment: dict[str, str]) -> str:
    """What a command prints, also while nobody answers it yet."""
    return subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=LONGEST
    ).stdout


def wait_for(states: list, folder: Path) -> None:
    """Wait until all is so.

    Raises
    ------
    TimeoutError
        With what the daemons said.
    """
    end = time.monotonic() + LONGEST
    while not all(state() for state in states):
        if time.monotonic() > end:
            told = "\n".join(
                path.read_text(errors="replace")[-2000:] for path in folder.glob("*.[lo][ou][gt]")
            )
            raise TimeoutError(told)
        time.sleep(0.2)
