# Requires the checked documents, their facts and raw/aliases.yaml. Makes the reports with the same
# fact in two tables of a document compared.


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
