# Requires the checked documents of a pack. Makes its PDF, and what proves what was handed out.
# `update` keeps a complete pack until its successor is complete.


rule brief:
    input:
        checks=lambda wildcards: checks_of(wildcards.pack),
        templates=sorted(map(str, Path("workflow/templates").glob("pack*"))),
        library=library("errors", "report", "packs"),
    output:
        pdf=update("results/packs/{pack}.pdf"),
    log:
        "results/logs/brief/{pack}.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        step=step("브리프", PACKS),
        pack=lambda wildcards: PACKS[wildcards.pack],
    message:
        "Setting the pack {wildcards.pack}"
    script:
        "../scripts/brief.py"


rule manifest:
    input:
        packs=expand("results/packs/{pack}.pdf", pack=PACKS),
        checks=expand("results/checks/{document}.json", document=DOCUMENTS),
        raw=sorted(map(str, Path("raw").glob("*/*"))),
        library=library("packs"),
    output:
        manifest="results/packs/manifest.json",
        sums="results/packs/SHA256SUMS",
    log:
        "results/logs/manifest.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        documents={name: documents_of(pack, DOCUMENTS) for name, pack in PACKS.items()},
        step="목록: manifest.json",
    message:
        "Writing the manifest of the packs"
    script:
        "../scripts/manifest.py"
