# Required: the checked documents, raw/aliases.yaml and raw/<document>/decisions.yaml where they are. Makes
# how the findings of each document stand: its tables held against each other, what people decided, and
# its tables beside those of earlier sessions.


ALIASES = files("raw/aliases.yaml")
DECIDING = [
    *local(
        [
            "schemas/aliases.schema.json",
            "schemas/decisions.schema.json",
            "schemas/disclosures.schema.json",
        ]
    ),
    *FAMILIES,
    DESCRIPTOR_SCHEMA,
]


rule decide:
    input:
        document="results/documents/{document}.json",
        earlier_documents=lambda wildcards: stored(
            EARLIER[wildcards.document], "documents"
        ),
        earlier_standing=lambda wildcards: stored(
            EARLIER[wildcards.document], "standing"
        ),
        decisions=lambda wildcards: decisions_of(wildcards.document),
        aliases=ALIASES,
        schemas=DECIDING,
    output:
        standing="results/standing/{document}.json",
    log:
        "results/logs/decide/{document}.log",
    retries: 2
    conda:
        "../envs/geomsan.yaml"
    resources:
        attempt=often,
        runtime=more(60),
        mem_mb=more(500),
    params:
        step=step("대사·결정"),
        content=content(
            "decide",
            ALIASES,
            DECIDING,
            lambda wildcards: decisions_of(wildcards.document),
        ),
    message:
        "Applying the decisions about {wildcards.document}"
    script:
        "../scripts/decide.py"
