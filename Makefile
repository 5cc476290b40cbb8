# Hai lệnh chính: `make site` dựng cổng vào site/, `make test` chạy mọi kiểm thử.
PYTHON ?= python3

.PHONY: site test serve check lint audit bench lock clean

site:
	@$(PYTHON) -m generator.bootstrap site

test:
	@$(PYTHON) -m generator.bootstrap test

serve:
	@$(PYTHON) -m generator.bootstrap serve

check:
	@$(PYTHON) -m generator.bootstrap check

lint:
	@$(PYTHON) -m generator.bootstrap lint

# Access, weight and speed of built pages (tests/audit); a report as JSON: make audit AUDIT="--out audit.json".
audit:
	@$(PYTHON) -m generator.bootstrap audit $(AUDIT)

# Beside Hugo, on this machine; options: make bench BENCH="--sizes 1000 --runs 3" (tests/bench/README.md).
bench:
	@$(PYTHON) -m generator.bootstrap bench $(BENCH)

# Pin the dependencies anew; needs uv and npm. No registry address is written into the files.
lock:
	uv pip compile pyproject.toml --extra install --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements.txt -q
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o tests/requirements.txt -q
	cd tests/audit && npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund
	uv pip compile pyproject.toml --extra bench --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o tests/bench/requirements.txt -q

clean:
	rm -rf site .venv .audit .dvk build dist *.egg-info
