"""Great Expectations: sums over several columns and sums of a column, with row conditions, on pandas."""

from __future__ import annotations

import os
import warnings
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
warnings.filterwarnings("ignore")

import great_expectations as gx  # noqa: E402 (analytics are switched off before)
import great_expectations.expectations as gxe  # noqa: E402
import pandas as pd  # noqa: E402
from _peer import SLACK, measure  # noqa: E402
from great_expectations.expectations.row_conditions import Column  # noqa: E402

WHAT = (
    "batch.validate(suite) of every table, result format BOOLEAN_ONLY; context, batches and suites made"
    " before. A sum along a row is a column of differences, made before, between the tolerances in the"
    " rows concerned; a sum down the rows is ExpectColumnSumToBeBetween over the rows concerned"
)


def prepare(tables: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Return a batch and a suite of every table."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    source = context.data_sources.add_pandas(name="bench")
    prepared = []
    for table in tables:
        frame, expectations = _prepared(table)
        asset = source.add_dataframe_asset(name=table["name"])
        definition = asset.add_batch_definition_whole_dataframe("whole")
        batch = definition.get_batch(batch_parameters={"dataframe": frame})
        prepared.append((batch, gx.ExpectationSuite(name=table["name"], expectations=expectations)))
    return prepared


def validate(item: tuple[Any, Any]) -> int:
    """Validate one batch; return the number of expectations that are not met."""
    batch, suite = item
    done = batch.validate(suite, result_format="BOOLEAN_ONLY")
    broken = [result for result in done.results if result.exception_info.get("raised_exception")]
    if broken:
        raise RuntimeError(str(broken[0].exception_info))
    return sum(1 for result in done.results if not result.success)


def _prepared(table: dict[str, Any]) -> tuple[pd.DataFrame, list[Any]]:
    frame = pd.DataFrame(table["columns"], dtype="float64")
    frame.insert(0, "row", range(len(frame)))
    expectations: list[Any] = []
    for number, check in enumerate(table["checks"]):
        room = check["tolerance"] + SLACK
        if check["form"] == "row":
            expected = sum(sign * frame[name] for name, sign in check["terms"])
            frame[f"d{number}"] = frame[check["result"]] - expected
            expectations.append(
                gxe.ExpectColumnValuesToBeBetween(
                    column=f"d{number}",
                    min_value=-room,
                    max_value=room,
                    row_condition=Column("row").is_in(check["rows"]),
                )
            )
            continue
        for name in check["columns"]:
            whole = check["constant"] if "constant" in check else float(frame[name][check["total"]])
            expectations.append(
                gxe.ExpectColumnSumToBeBetween(
                    column=name,
                    min_value=whole - room,
                    max_value=whole + room,
                    row_condition=Column("row").is_in(check["rows"]),
                )
            )
    return frame, expectations


if __name__ == "__main__":
    measure("great_expectations", prepare, validate, WHAT)
