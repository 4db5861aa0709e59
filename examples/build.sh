#!/usr/bin/env bash
# Builds the examples as a stranger would: the SDK of this checkout is installed into an empty Maven repository of its own, and
# each example is a project that knows nothing of this checkout. What your own repository has already is read from there, the
# rest comes from Maven Central; nothing is written outside a temporary directory.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
known=${MAVEN_REPO_LOCAL:-$HOME/.m2/repository}

repository() {
  printf '<%s><id>%s</id><url>%s</url><releases><checksumPolicy>ignore</checksumPolicy></releases><snapshots><enabled>false</enabled></snapshots></%s>' \
    "$1" "$2" "$3" "$1"
}
cat >"$work/settings.xml" <<XML
<settings>
  <profiles>
    <profile>
      <id>examples</id>
      <repositories>$(repository repository known "file://$known")</repositories>
      <pluginRepositories>$(repository pluginRepository known "file://$known")</pluginRepositories>
    </profile>
  </profiles>
  <activeProfiles><activeProfile>examples</activeProfile></activeProfiles>
</settings>
XML
maven=(mvn -B -q -s "$work/settings.xml" "-Dmaven.repo.local=$work/repository")

echo "examples: installing the SDK and the testkit of this checkout"
"${maven[@]}" -Dfast -DskipTests -Dcocoon.runtime-only install -pl cocoon-bom,cocoon-testkit -am

for example in examples/*/pom.xml; do
  directory=$(dirname "$example")
  echo "examples: building $directory"
  cp -R "$directory" "$work/${directory##*/}"
  "${maven[@]}" -f "$work/${directory##*/}/pom.xml" verify
done
echo "examples: all built"
