# Requires the decided documents of a pack. Makes its PDF, and what proves what was handed out.
# Snakemake removes a job's output before the job runs, so packs are set apart and published when
# they are complete: until then the pack that was there stays.


PACK_TEMPLATES = sorted(map(str, Path("workflow/templates").glob("pack*")))
PACK_LIBRARY = (
    "errors",
    "files",
    "figures",
    "tables",
    "coverage",
    "views",
    "report",
    "comparison",
    "templating",
    "words",
    "packs",
)


rule brief:
    input:
        checks=lambda wildcards: checks_of(wildcards.pack),
        comparisons=lambda wildcards: comparisons_of(wildcards.pack),
        templates=PACK_TEMPLATES,
        library=library(*PACK_LIBRARY),
    output:
        pdf="results/build/{pack}.pdf",
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


rule publish:
    input:
        pdf="results/build/{pack}.pdf",
        # So that a pack that could not be set is known to be out of date: its own file is gone then.
        checks=lambda wildcards: checks_of(wildcards.pack),
        comparisons=lambda wildcards: comparisons_of(wildcards.pack),
        templates=PACK_TEMPLATES,
        library=library(*PACK_LIBRARY),
    output:
        pdf=report(
            "results/packs/{pack}.pdf",
            caption="../report/pack.rst",
            category="브리프",
            labels={"브리프": "{pack}"},
        ),
    log:
        "results/logs/publish/{pack}.log",
    conda:
        "../envs/geomsan.yaml"
    message:
        "Publishing the pack {wildcards.pack}"
    # A hard link needs no room on the disk; not every file system has them.
    shell:
        "ln -f {input.pdf:q} {output.pdf:q} 2> {log} || cp {input.pdf:q} {output.pdf:q} 2>> {log}"


rule manifest:
    input:
        packs=expand("results/packs/{pack}.pdf", pack=PACKS),
        checks=expand("results/decided/{document}.json", document=DOCUMENTS),
        comparisons=expand("results/comparison/{document}.json", document=DOCUMENTS),
        raw=sorted(map(str, Path("raw").glob("*/*"))) + ALIASES,
        library=library("files", "packs", "comparison"),
    output:
        manifest="results/packs/manifest.json",
        sums="results/packs/SHA256SUMS",
    log:
        "results/logs/manifest.log",
    conda:
        "../envs/geomsan.yaml"
    params:
        packs=PACKS,
        step="목록: manifest.json",
    message:
        "Writing the manifest of the packs"
    script:
        "../scripts/manifest.py"
