"""Many folders of articles → many briefings, here, in processes or on a Dask cluster; nothing is done twice."""

from summarizer.backfilling.jobs import Job, Order, Result
from summarizer.backfilling.planning import plan_jobs
from summarizer.backfilling.records import sort_out
from summarizer.backfilling.reporting import (
    REPORT,
    Tally,
    describe_progress,
    describe_result,
    describe_results,
    describe_troubles,
    order_results,
    to_report,
)
from summarizer.backfilling.running import run_jobs

__all__ = [
    "REPORT",
    "Job",
    "Order",
    "Result",
    "Tally",
    "describe_progress",
    "describe_result",
    "describe_results",
    "describe_troubles",
    "order_results",
    "plan_jobs",
    "run_jobs",
    "sort_out",
    "to_report",
]
