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


# On a cluster they are done by the machine that hands out the others: each takes less than a second. What
# they make is `local`: packs lie there, whatever keeps the other results.
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
        local(expand("results/packs/{pack}.pdf", pack=PACKS)),
        local("results/packs/manifest.json"),
        local("results/packs/SHA256SUMS"),
        "results/missing.csv",
        "results/summary.txt",
        local("results/complete.txt"),
