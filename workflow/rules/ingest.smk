# Requires raw/<document>/. Makes the tables of a document as printed, every cell's place kept.


rule ingest:
    input:
        descriptor="raw/{document}/datapackage.yaml",
        tables=lambda wildcards: sorted(
            map(str, Path("raw", wildcards.document).glob("*.tsv"))
        ),
        schema="schemas/datapackage.schema.json",
        library=library("errors", "figures", "tables", "documents"),
    output:
        tables="results/tables/{document}.json",
    log:
        "results/logs/ingest/{document}.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        step=step("읽기", DOCUMENTS),
    message:
        "Reading the tables of {wildcards.document}"
    script:
        "../scripts/ingest.py"
