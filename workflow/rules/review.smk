# Required: all documents with how their findings stand. Makes the review pages, and the worklist to decide in.


REVIEW_TEMPLATES = files("workflow/templates/review*")


rule review:
    input:
        documents=stored(DOCUMENTS, "documents"),
        standing=stored(DOCUMENTS, "standing"),
        between=between,
        templates=REVIEW_TEMPLATES,
    output:
        page=report(
            "results/review/index.html",
            caption="../report/review.rst",
            category="검토",
            labels={"화면": "불일치와 결정"},
        ),
        # Of each output Snakemake notes all inputs: a page a document would be their square.
        pages=directory("results/review/documents"),
        worklist="results/review/worklist.xlsx",
    log:
        "results/logs/review.log",
    conda:
        "../envs/geomsan.yaml"
    resources:
        # It holds all documents at once.
        mem_mb=500 + 5 * len(DOCUMENTS),
    params:
        step="검토 화면과 목록: index.html, documents/, worklist.xlsx",
        content=content("review", REVIEW_TEMPLATES),
    message:
        "Making the review pages and the worklist"
    script:
        "../scripts/review.py"
