# Required: all documents with how their findings stand. Makes the lists that other programs read, and the
# closing lines of a run.


rule lists:
    input:
        documents=stored(DOCUMENTS, "documents"),
        standing=stored(DOCUMENTS, "standing"),
        between=between,
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
        missing="results/missing.csv",
        summary="results/summary.txt",
    log:
        "results/logs/lists.log",
    conda:
        "../envs/geomsan.yaml"
    resources:
        # It holds all documents at once.
        mem_mb=500 + 5 * len(DOCUMENTS),
    params:
        step="목록: findings.csv, coverage.csv",
        language=LANGUAGE,
        content=content("lists"),
    message:
        "Listing the findings"
    script:
        "../scripts/lists.py"
