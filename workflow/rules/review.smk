# Requires all decided documents. Makes the review page.


rule review:
    input:
        checks=expand("results/decided/{document}.json", document=DOCUMENTS),
        across="results/reconciliation/across.json",
        templates=sorted(map(str, Path("workflow/templates").glob("review*"))),
        library=library("errors", "files", "report", "words", "review"),
    output:
        page="results/review/index.html",
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
