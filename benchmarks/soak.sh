#!/usr/bin/env bash
# Connects 10,000 idle providers over TLS and runs 2,000 streams on one broker with a heap of 1 GiB; the load comes from a process of its own.
# Usage: benchmarks/soak.sh [--workers N] [--streams N] [--clients N] [--streamers N] [--parts N] [--part-bytes N]
#                           [--interval-millis N] [--rounds N] [--idle-seconds N] [--heap-mib N] [--histogram]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
workers=10000
clients=100
args=("$@")
for ((i = 0; i < ${#args[@]}; i++)); do
  case ${args[i]} in
    --workers) workers=${args[i + 1]} ;;
    --clients) clients=${args[i + 1]} ;;
  esac
done
# Each process holds one end of every connection.
needed=$((workers + clients + 500))
hard=$(ulimit -H -n)
if [ "$hard" != unlimited ] && [ "$hard" -lt "$needed" ]; then
  echo "soak.sh: the limit of open files is $hard (needed: $needed): raise it (ulimit -H -n, limits.conf) or take fewer --workers" >&2
  exit 1
fi
current=$(ulimit -n)
if [ "$current" != unlimited ] && [ "$current" -lt "$needed" ]; then
  ulimit -n "$needed"
fi
read -r lowest highest < /proc/sys/net/ipv4/ip_local_port_range
if [ $((highest - lowest)) -lt "$needed" ]; then
  echo "soak.sh: only $((highest - lowest)) ports for outgoing connections (needed: $needed): net.ipv4.ip_local_port_range" >&2
  exit 1
fi
mvn -B -q -Dfast -Pbench package -DskipTests -pl benchmarks -am
exec java -Xmx6g -cp "benchmarks/target/classes:benchmarks/target/lib/*" dev.cocoonsdk.benchmarks.soak.Soak "$@"
