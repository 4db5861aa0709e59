#!/usr/bin/env bash
# Runs the JMH benchmarks. Arguments go to JMH, for example: benchmarks/jmh.sh -f 1 -wi 2 -i 3 Tl
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
mvn -B -q -Dfast -Pbench package -DskipTests -pl benchmarks -am
exec java -cp "benchmarks/target/classes:benchmarks/target/lib/*" org.openjdk.jmh.Main "$@"
