# geomsan: from report tables in raw/ to checked briefing packs in results/.
#
#   validate ─▶ decide ─▶ reconcile ─▶ lists, review
#                  └────▶ brief ─▶ publish, manifest ─▶ complete


report: "workflow/report/overview.rst"


include: "workflow/rules/common.smk"
include: "workflow/rules/validate.smk"
include: "workflow/rules/decide.smk"
include: "workflow/rules/reconcile.smk"
include: "workflow/rules/lists.smk"
include: "workflow/rules/review.smk"
include: "workflow/rules/brief.smk"
include: "workflow/rules/complete.smk"


# On a cluster they are done by the machine that hands out the others: each takes less than a second.
localrules:
    all,
    publish,
    manifest,
    complete,


rule all:
    default_target: True
    input:
        "results/findings.csv",
        "results/findings.parquet",
        "results/coverage.csv",
        "results/reconciliation/proposals.csv",
        "results/reconciliation/unmatched.csv",
        "results/review/index.html",
        "results/review/worklist.xlsx",
        expand("results/packs/{pack}.pdf", pack=PACKS),
        "results/packs/manifest.json",
        "results/packs/SHA256SUMS",
        "results/missing.csv",
        "results/summary.txt",
        "results/complete.txt",
