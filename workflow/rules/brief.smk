# Required: the documents of a pack with how their findings stand. Makes its PDF, and what proves what was
# handed out. Snakemake removes a job's output before the job runs, so packs are set apart and published
# when they are complete: until then the pack that was there stays.


PACK_TEMPLATES = files("workflow/templates/pack*")
FONTS = sorted(map(str, or_stop(find_fonts).values()))


rule brief:
    input:
        documents=lambda wildcards: stored(documents_in(wildcards.pack), "documents"),
        standing=lambda wildcards: stored(documents_in(wildcards.pack), "standing"),
        # Its date says nothing: it is written whenever any document changes. Its content is below, but where
        # results are kept elsewhere: there no file can be looked at, and the date has to do.
        between=ancient(between) if HERE else between,
        templates=PACK_TEMPLATES,
    output:
        pdf="results/build/{pack}.pdf",
        made_from="results/build/{pack}.json",
    log:
        "results/logs/brief/{pack}.log",
    retries: 2
    conda:
        "../envs/geomsan.yaml"
    resources:
        attempt=often,
        runtime=more(60),
        mem_mb=more(1500),
    params:
        step=step("브리프"),
        pack=lambda wildcards: PACKS[wildcards.pack],
        # Where the pack goes that stands for handing out, when its successor cannot be made.
        published="results/packs/{pack}.pdf",
        aside="results/earlier/{pack}.pdf",
        content=content(
            "brief",
            PACK_TEMPLATES,
            FONTS,
            lambda wildcards: stored(documents_in(wildcards.pack), "between"),
        ),
    message:
        "Setting the pack {wildcards.pack}"
    script:
        "../scripts/brief.py"


rule publish:
    input:
        pdf="results/build/{pack}.pdf",
        # So that a pack that could not be set is known to be out of date: its own file is gone then.
        documents=lambda wildcards: stored(documents_in(wildcards.pack), "documents"),
        standing=lambda wildcards: stored(documents_in(wildcards.pack), "standing"),
    output:
        # `update`: not removed before the job runs, so that there is no moment without a pack.
        pdf=update(
            report(
                local("results/packs/{pack}.pdf"),
                caption="../report/pack.rst",
                category="브리프",
                labels={"브리프": "{pack}"},
            )
        ),
    log:
        local("results/logs/publish/{pack}.log"),
    # Before the manifest, which reads the same files.
    priority: 1
    conda:
        "../envs/geomsan.yaml"
    params:
        aside="results/earlier/{pack}.pdf",
        pack=lambda wildcards: PACKS[wildcards.pack],
        beside="results/packs/.{pack}.pdf.part",
        content=content("brief", PACK_TEMPLATES, FONTS),
    message:
        "Publishing the pack {wildcards.pack}"
    # The PDF is empty when the pack could not be made. A hard link needs no room on the disk; not every
    # file system has them. `mv` of one file's two names would leave both: the second line.
    shell:
        "test -s {input.pdf:q} 2> {log}"
        " && {{ ln -f {input.pdf:q} {params.beside:q} 2> {log} || cp {input.pdf:q} {params.beside:q} 2>> {log}; }}"
        " && mv -f {params.beside:q} {output.pdf:q} 2>> {log}"
        " && rm -f {params.beside:q} {params.aside:q}"


rule manifest:
    input:
        packs=expand("results/build/{pack}.pdf", pack=PACKS),
        made_from=expand("results/build/{pack}.json", pack=PACKS),
    output:
        manifest=local("results/packs/manifest.json"),
        sums=local("results/packs/SHA256SUMS"),
    log:
        local("results/logs/manifest.log"),
    conda:
        "../envs/geomsan.yaml"
    params:
        step="목록: manifest.json",
        aside="results/earlier",
        content=content("manifest"),
    message:
        "Writing the manifest of the packs"
    script:
        "../scripts/manifest.py"
