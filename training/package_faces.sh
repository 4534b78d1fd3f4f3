#!/usr/bin/env bash
# Writes public/models/faces, faces-epoch1 and faces-epoch5 from a folder of trained weights and a
# folder with classifier.safetensors, labels.safetensors, directions.json, exemplars.json and concepts.json.
# usage: training/package_faces.sh WEIGHTS KNOWLEDGE
set -euo pipefail
weights=${1:?usage: training/package_faces.sh WEIGHTS KNOWLEDGE}
knowledge=${2:?usage: training/package_faces.sh WEIGHTS KNOWLEDGE}
cd "$(dirname "$0")/.."
licence='Weights: non-commercial research only (trained on CelebA)'
data='38,459 faces of CelebA (aligned), cropped and reduced to 64×64'
pack() { "${PYTHON:-python3}" -m training export "$weights" "$@" --licence "$licence" --data "$data" --subject face; }

pack public/models/faces --discriminator discriminator.safetensors --id faces \
  --title 'Faces' --card training/cards/faces.md --classifier "$knowledge/classifier.safetensors" \
  --labels "$knowledge/labels.safetensors" --directions "$knowledge/directions.json" \
  --exemplars "$knowledge/exemplars.json" --concepts "$knowledge/concepts.json"
for epoch in 1 5; do
  words=$([ "$epoch" = 1 ] && echo 'one epoch' || echo 'five epochs')
  card=$(mktemp)
  sed "s/EPOCH_WORDS/$words/" training/cards/faces-epoch.md >"$card"
  pack "public/models/faces-epoch$epoch" --generator "generator-epoch$epoch.safetensors" \
    --id "faces-epoch$epoch" --title "Faces after $words" --card "$card" \
    --training "{\"snapshot_after_epochs\": $epoch}"
  rm "$card"
done
