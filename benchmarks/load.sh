#!/usr/bin/env bash
# Streams the same 50-chunk answer through the marketplace and from a minimal Netty server, in one run.
# Usage: benchmarks/load.sh [--seconds N] [--rounds N] [--parallel 1,8,32] [--flush-at-end] [--tls]
#        benchmarks/load.sh --sealed [SECONDS [ROUNDS]]   sealed against clear calls, through the whole chain
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
mvn -B -q -Dfast -Pbench package -DskipTests -pl benchmarks -am
if [ "${1:-}" = --sealed ]; then
  shift
  exec java -cp "benchmarks/target/classes:benchmarks/target/lib/*" dev.cocoonsdk.benchmarks.load.SealedComparison "$@"
fi
exec java -cp "benchmarks/target/classes:benchmarks/target/lib/*" dev.cocoonsdk.benchmarks.load.LoadComparison "$@"
