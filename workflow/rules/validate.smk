# Required: raw/<document>/ as received, the families in schemas/. Makes each document as printed, with
# the verdict of every identity of its tables and the facts that reconcile.smk holds against each other.


FAMILIES = files("schemas/*.py") + files("schemas/*.yaml")
DESCRIPTOR_SCHEMA = local("schemas/datapackage.schema.json")


rule validate:
    input:
        raw=lambda wildcards: raw_of(wildcards.document),
        families=FAMILIES,
        schema=DESCRIPTOR_SCHEMA,
    output:
        document="results/documents/{document}.json",
    log:
        "results/logs/validate/{document}.log",
    retries: 2
    conda:
        "../envs/geomsan.yaml"
    resources:
        attempt=often,
        runtime=more(60),
        mem_mb=more(1000),
    params:
        step=step("검산"),
        folder="raw/{document}",
        content=content(
            "validate",
            FAMILIES,
            [DESCRIPTOR_SCHEMA],
            lambda wildcards: raw_of(wildcards.document),
        ),
    message:
        "Checking the tables of {wildcards.document}"
    script:
        "../scripts/validate.py"
