# Required: everything that a run makes. Ends the run as failed when a document or a pack is missing from
# it; until then nothing has stopped the others.


rule complete:
    input:
        "results/findings.csv",
        "results/review/index.html",
        local("results/packs/manifest.json"),
        missing="results/missing.csv",
        summary="results/summary.txt",
        standing=stored(DOCUMENTS, "standing"),
        made_from=expand("results/build/{pack}.json", pack=PACKS),
    output:
        told=local("results/complete.txt"),
    log:
        local("results/logs/complete.log"),
    conda:
        "../envs/geomsan.yaml"
    params:
        step="빠진 것이 있는지 보기",
        incomplete="results/logs/incomplete.txt",
        language=LANGUAGE,
        content=content("complete"),
    message:
        "Looking whether anything is missing"
    script:
        "../scripts/complete.py"
