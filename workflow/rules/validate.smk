# Requires the tables as printed and the families in schemas/. Makes the verdict of every identity,
# and the facts that reconcile.smk compares.


rule validate:
    input:
        tables="results/tables/{document}.json",
        families=sorted(map(str, Path("schemas").glob("*.py"))),
        library=library(
            "errors",
            "figures",
            "tables",
            "documents",
            "identities",
            "localization",
            "proving",
            "families",
            "coverage",
            "views",
            "checking",
            "findings",
            "report",
            "assembly",
            "reconciliation",
        ),
    output:
        checks="results/checks/{document}.json",
        facts="results/facts/{document}.json",
    log:
        "results/logs/validate/{document}.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        step=step("검산", DOCUMENTS),
        schemas=lambda wildcards, input: str(Path(input.families[0]).parent),
    message:
        "Checking the tables of {wildcards.document}"
    script:
        "../scripts/validate.py"
