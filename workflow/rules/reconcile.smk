# Requires the checked documents, their facts and raw/aliases.yaml. Makes the reports that everything
# else reads, with the same fact in two tables compared; and the lists of what is left to decide.


ALIASES = sorted(map(str, Path("raw").glob("aliases.yaml")))
RECONCILING = (
    "errors",
    "files",
    "figures",
    "tables",
    "documents",
    "identities",
    "findings",
    "report",
    "words",
    "reconciliation",
)


rule reconcile:
    input:
        checks="results/checks/{document}.json",
        facts="results/facts/{document}.json",
        aliases=ALIASES,
        schema="schemas/aliases.schema.json",
        library=library(*RECONCILING),
    output:
        reconciled="results/reconciled/{document}.json",
    log:
        "results/logs/reconcile/{document}.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        step=step("대사", DOCUMENTS),
    message:
        "Reconciling the tables of {wildcards.document}"
    script:
        "../scripts/reconcile.py"


rule across:
    input:
        facts=expand("results/facts/{document}.json", document=DOCUMENTS),
        aliases=ALIASES,
        schema="schemas/aliases.schema.json",
        library=library(*RECONCILING),
    output:
        findings="results/reconciliation/across.json",
        proposals="results/reconciliation/proposals.csv",
        unmatched="results/reconciliation/unmatched.csv",
    log:
        "results/logs/across.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        step="대사: 문서 사이, 짝 없는 이름",
    message:
        "Reconciling the documents with each other"
    script:
        "../scripts/across.py"
