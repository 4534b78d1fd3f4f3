#!/usr/bin/env bash
# Writes public/models/faces, faces-epoch1 and faces-epoch5 from a folder of trained weights.
# usage: training/package_faces.sh FOLDER
set -euo pipefail
weights=${1:?usage: training/package_faces.sh FOLDER}
cd "$(dirname "$0")/.."
licence='Weights: non-commercial research only (trained on CelebA)'
data='38,459 faces of CelebA (aligned), cropped and reduced to 64×64'
pack() { python3 training/package_model.py --weights "$weights" --licence "$licence" --data "$data" "$@"; }

pack --discriminator discriminator.safetensors --output public/models/faces --id faces \
  --title 'Faces' --card training/cards/faces.md
for epoch in 1 5; do
  words=$([ "$epoch" = 1 ] && echo 'one epoch' || echo 'five epochs')
  card=$(mktemp)
  sed "s/EPOCH_WORDS/$words/" training/cards/faces-epoch.md >"$card"
  pack --generator "generator-epoch$epoch.safetensors" --output "public/models/faces-epoch$epoch" \
    --id "faces-epoch$epoch" --title "Faces after $words" --card "$card" \
    --training "{\"snapshot_after_epochs\": $epoch}"
  rm "$card"
done
