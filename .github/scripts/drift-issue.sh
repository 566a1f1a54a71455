#!/usr/bin/env bash
# One open issue for as long as nights end otherwise than the baseline.
#
# usage: drift-issue.sh present|gone BODY.md, with gh and its token in the environment
set -euo pipefail

state=$1
body=$2
label=drift
title="Nightly: cells end otherwise than before"

open=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[0].number // empty')

case "$state:${open:+open}" in
  present:open) gh issue edit "$open" --body-file "$body" ;;
  present:)
    gh label create "$label" --description "cells end otherwise than in the baseline" --force
    gh issue create --title "$title" --label "$label" --body-file "$body"
    ;;
  gone:open) gh issue close "$open" --comment "Cells end as in the baseline again." ;;
  gone:) ;;
  *)
    echo "drift-issue.sh: expected present or gone, got $state" >&2
    exit 2
    ;;
esac
