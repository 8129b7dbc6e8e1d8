"""Jobs as a Kubernetes cluster runs them, without one: each in an empty folder that is removed afterwards.

All that a job has is what Snakemake brings it, the sources and its inputs, and all that remains of it is what
Snakemake takes to the storage.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import AsyncGenerator

from snakemake_interface_executor_plugins.executors.base import SubmittedJobInfo
from snakemake_interface_executor_plugins.executors.remote import RemoteExecutor
from snakemake_interface_executor_plugins.jobs import JobExecutorInterface
from snakemake_interface_executor_plugins.settings import CommonSettings

# As those of snakemake-executor-plugin-kubernetes, but for the plugins that its jobs install themselves.
common_settings = CommonSettings(
    non_local_exec=True,
    implies_no_shared_fs=True,
    job_deploy_sources=True,
    pass_default_storage_provider_args=True,
    pass_default_resources_args=True,
    pass_envvar_declarations_to_cmd=False,
    auto_deploy_default_storage_provider=False,
)


class Executor(RemoteExecutor):
    """Runs each job as a process of its own."""

    def run_job(self, job: JobExecutorInterface) -> None:
        """Start a job. Its environment has the library where the sources will lie, as an image would."""
        folder = tempfile.TemporaryDirectory(prefix="apart-")
        process = subprocess.Popen(
            ["/bin/sh", "-c", self.format_job_exec(job)],
            cwd=folder.name,
            env={"PATH": os.environ["PATH"], "HOME": folder.name, "PYTHONPATH": "workflow"} | self.envvars(),
        )
        aux = {"process": process, "folder": folder}
        self.report_job_submission(SubmittedJobInfo(job, str(process.pid), aux=aux))

    async def check_active_jobs(
        self, active_jobs: list[SubmittedJobInfo]
    ) -> AsyncGenerator[SubmittedJobInfo, None]:
        """Tell of jobs that have ended; the others are yielded."""
        for each in active_jobs:
            status = each.aux["process"].poll()
            if status is None:
                yield each
                continue
            each.aux["folder"].cleanup()
            if status == 0:
                self.report_job_success(each)
            else:
                self.report_job_error(each)

    def cancel_jobs(self, active_jobs: list[SubmittedJobInfo]) -> None:
        """End jobs."""
        for each in active_jobs:
            each.aux["process"].terminate()
