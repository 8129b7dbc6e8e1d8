# Requires the reconciled documents and raw/<document>/decisions.yaml, where there is one. Makes the
# reports that everything else reads, with what was decided about each violated check; and the facts
# as the corrections make them. Then the documents are held against each other.


DECIDING = RECONCILING + (
    "families",
    "localization",
    "proving",
    "coverage",
    "decisions",
)


rule decide:
    input:
        reconciled="results/reconciled/{document}.json",
        decisions=lambda wildcards: sorted(
            map(str, Path("raw", wildcards.document).glob("decisions.yaml"))
        ),
        tables="results/tables/{document}.json",
        facts="results/facts/{document}.json",
        families=sorted(map(str, Path("schemas").glob("*.py"))),
        aliases=ALIASES,
        aliases_schema="schemas/aliases.schema.json",
        schema="schemas/decisions.schema.json",
        library=library(*DECIDING),
    output:
        decided="results/decided/{document}.json",
        facts="results/decided/facts/{document}.json",
    log:
        "results/logs/decide/{document}.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        step=step("결정", DOCUMENTS),
        decisions="raw/{document}/decisions.yaml",
    message:
        "Applying the decisions about {wildcards.document}"
    script:
        "../scripts/decide.py"


rule across:
    input:
        facts=expand("results/facts/{document}.json", document=DOCUMENTS),
        corrected=expand("results/decided/facts/{document}.json", document=DOCUMENTS),
        tables=expand("results/tables/{document}.json", document=DOCUMENTS),
        decisions=sorted(map(str, Path("raw").glob("*/decisions.yaml"))),
        aliases=ALIASES,
        schema="schemas/aliases.schema.json",
        decisions_schema="schemas/decisions.schema.json",
        library=library(*RECONCILING, "decisions"),
    output:
        findings="results/reconciliation/across.json",
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
        "results/logs/across.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        step="대사: 문서 사이, 짝 없는 이름",
    message:
        "Reconciling the documents with each other"
    script:
        "../scripts/across.py"
