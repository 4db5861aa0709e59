#!/usr/bin/env bash
# How fast the local chain starts and executes. Usage: benchmarks/devnet.sh [TRANSFERS]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
mvn -B -q -Dfast -Pbench package -DskipTests -pl benchmarks -am
exec java -cp "benchmarks/target/classes:benchmarks/target/lib/*" dev.cocoonsdk.benchmarks.chain.DevnetFigures "$@"
