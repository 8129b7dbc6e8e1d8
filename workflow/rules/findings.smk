# Requires all decided documents. Makes the lists of findings and coverage, and the closing summary.


rule findings:
    input:
        checks=expand("results/decided/{document}.json", document=DOCUMENTS),
        across="results/reconciliation/across.json",
        library=library("errors", "files", "findings", "report", "listing"),
    output:
        csv=report(
            "results/findings.csv",
            caption="../report/findings.rst",
            category="목록",
            labels={"목록": "검산 결과"},
        ),
        parquet="results/findings.parquet",
        coverage=report(
            "results/coverage.csv",
            caption="../report/coverage.rst",
            category="목록",
            labels={"목록": "검산 범위"},
        ),
    log:
        "results/logs/findings.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        step="목록: findings.csv",
    message:
        "Listing the findings"
    script:
        "../scripts/findings.py"


rule summarise:
    input:
        checks=expand("results/decided/{document}.json", document=DOCUMENTS),
        across="results/reconciliation/across.json",
        packs=expand("results/packs/{pack}.pdf", pack=PACKS),
        library=library("report", "words", "summary"),
    output:
        summary="results/summary.txt",
    log:
        "results/logs/summarise.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        language=LANGUAGE,
    message:
        "Summing up"
    script:
        "../scripts/summarise.py"
