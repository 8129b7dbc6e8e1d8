# Requires the decided documents. Makes what each has in common with earlier ones of its council, so
# that a pack depends on that file alone.


rule comparison:
    input:
        checks="results/decided/{document}.json",
        earlier=lambda wildcards: expand(
            "results/decided/{document}.json",
            document=earlier_documents(PROJECT.raw, wildcards.document, DOCUMENTS),
        ),
        aliases=ALIASES,
        schema="schemas/aliases.schema.json",
        library=library(*RECONCILING, "coverage", "views", "comparison"),
    output:
        comparison="results/comparison/{document}.json",
    log:
        "results/logs/comparison/{document}.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        step=step("회기 비교", DOCUMENTS),
    message:
        "Comparing {wildcards.document} with earlier sessions"
    script:
        "../scripts/comparison.py"
