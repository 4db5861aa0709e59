#!/usr/bin/env bash
# Commits per second of the ledger stores, and metered requests per second with each beside memory.
# Usage: benchmarks/ledger.sh [SECONDS [ROUNDS [PARALLEL [FOLDER]]]]   (3, 5, 32, benchmarks/target; the folder's disk is what is measured)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
mvn -B -q -Dfast -Pbench package -DskipTests -pl benchmarks -am
exec java -cp "benchmarks/target/classes:benchmarks/target/lib/*" dev.cocoonsdk.benchmarks.load.LedgerComparison \
  "${1:-3}" "${2:-5}" "${3:-32}" "${4:-benchmarks/target}"
