# Requires all decided documents. Makes the review page, and the worklist to decide in.


rule review:
    input:
        checks=expand("results/decided/{document}.json", document=DOCUMENTS),
        across="results/reconciliation/across.json",
        templates=sorted(map(str, Path("workflow/templates").glob("review*"))),
        library=library(
            "errors",
            "files",
            "figures/units",
            "report",
            "templating",
            "words",
            "decisions/pinning",
            "packs/head",
            "review",
        ),
    output:
        page=report(
            "results/review/index.html",
            caption="../report/review.rst",
            category="검토",
            labels={"화면": "불일치와 결정"},
        ),
    log:
        "results/logs/review.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        step="검토 화면: index.html",
    message:
        "Making the review page"
    script:
        "../scripts/review.py"


rule worklist:
    input:
        checks=expand("results/decided/{document}.json", document=DOCUMENTS),
        across="results/reconciliation/across.json",
        library=library(
            "errors", "files", "report", "words", "decisions", "review", "worklist"
        ),
    output:
        worklist="results/review/worklist.xlsx",
    log:
        "results/logs/worklist.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        step="검토 목록: worklist.xlsx",
    message:
        "Making the worklist"
    script:
        "../scripts/worklist.py"
