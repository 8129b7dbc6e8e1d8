# Required: the facts of all documents, as printed and as corrected. Makes the findings between documents
# with what was decided about them, and the lists of names that are left to decide.


ALL_DECISIONS = files(f"raw/*/{DECISIONS}")


rule reconcile:
    input:
        documents=stored(DOCUMENTS, "documents"),
        standing=stored(DOCUMENTS, "standing"),
        decisions=ALL_DECISIONS,
        aliases=ALIASES,
        schemas=DECIDING[:2],
    output:
        across="results/reconciliation/across.json",
        proposals=report(
            "results/reconciliation/proposals.csv",
            caption="../report/proposals.rst",
            category="대사",
            labels={"목록": "같은 것일 수 있는 이름"},
        ),
        unmatched=report(
            "results/reconciliation/unmatched.csv",
            caption="../report/unmatched.rst",
            category="대사",
            labels={"목록": "짝 없는 이름"},
        ),
    log:
        "results/logs/reconcile.log",
    conda:
        "../envs/geomsan.yaml"
    resources:
        # It holds all documents at once.
        mem_mb=500 + 5 * len(DOCUMENTS),
    params:
        step="대사: 문서 사이, 짝 없는 이름",
        content=content("reconcile", ALIASES, ALL_DECISIONS, DECIDING[:2]),
    message:
        "Reconciling the documents with each other"
    script:
        "../scripts/reconcile.py"
