#!/usr/bin/env bash
# Writes public/models/avatars-SIZE from a folder of trained weights and a folder with
# classifier.safetensors, labels.safetensors, directions.json, exemplars.json and concepts.json.
# usage: training/package_avatars.sh SIZE WEIGHTS KNOWLEDGE
set -euo pipefail
usage='usage: training/package_avatars.sh SIZE WEIGHTS KNOWLEDGE'
size=${1:?$usage}
weights=${2:?$usage}
knowledge=${3:?$usage}
cd "$(dirname "$0")/.."
style=$([ "$size" = 32 ] && echo 'style Pixel Art' || echo 'style Lorelei by Lisa Wischofsky')
"${PYTHON:-python3}" -m training export "$weights" "public/models/avatars-$size" \
  --discriminator discriminator.safetensors --id "avatars-$size" --title "Avatars, $size×$size" \
  --card "training/cards/avatars-$size.md" --licence 'CC0 1.0' \
  --data "20,000 drawn avatars (DiceBear, $style), whose attributes are facts" --subject avatar \
  --classifier "$knowledge/classifier.safetensors" --labels "$knowledge/labels.safetensors" \
  --directions "$knowledge/directions.json" --exemplars "$knowledge/exemplars.json" \
  --concepts "$knowledge/concepts.json"
