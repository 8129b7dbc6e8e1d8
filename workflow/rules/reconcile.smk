# Required: the facts of all documents, as printed and as corrected. Makes the findings between documents
# with what was decided about them, and the lists of names that are left to decide.
#
# Any document may say something about any other, so it reads them all; yet a pack is made anew only when
# what is said about its own documents is other than it was. Nobody knows that before: a checkpoint.


ALL_DECISIONS = files(f"raw/*/{DECISIONS}")
BETWEEN = "results/between"


def all_standing(wildcards):
    """How the findings of all documents stand.

    Of the folder that is made from it Snakemake sees only that it is there, and what is missing in it would
    leave packs as they are: it is made again.
    """
    if HERE and not all(Path(path).exists() for path in stored(DOCUMENTS, "between")):
        workflow.dag.forcerules.add(workflow.get_rule("reconcile"))
    return stored(DOCUMENTS, "standing")


checkpoint reconcile:
    input:
        documents=stored(DOCUMENTS, "documents"),
        standing=all_standing,
        decisions=ALL_DECISIONS,
        aliases=ALIASES,
        schemas=DECIDING[:2],
    output:
        # Of each output Snakemake notes all inputs: a file a document would be their square.
        between=directory(BETWEEN),
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


def between(wildcards):
    """What was found between documents (those of a pack, or all) and others, once they are reconciled.

    The files, not their folder: from object storage a folder does not always come whole.
    """
    checkpoints.reconcile.get()
    named = documents_in(wildcards.pack) if wildcards.keys() else DOCUMENTS
    return stored(named, "between")
