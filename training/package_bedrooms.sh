#!/usr/bin/env bash
# Writes public/models/bedrooms from a folder of trained weights. Boxes of windows belong to the samples
# of one generator: after training anew draw them again (training/marks/bedrooms-windows.json).
# NEAREST is the sheet of nearest training pictures that `evaluate --sheets` writes, as nearest.webp.
# usage: training/package_bedrooms.sh WEIGHTS NEAREST
set -euo pipefail
weights=${1:?usage: training/package_bedrooms.sh WEIGHTS NEAREST}
nearest=${2:?usage: training/package_bedrooms.sh WEIGHTS NEAREST}
cd "$(dirname "$0")/.."
model=public/models/bedrooms
pack() {
  "${PYTHON:-python3}" -m training export "$weights" $model --discriminator discriminator.safetensors \
    --id bedrooms --title 'Bedrooms' --card training/cards/bedrooms.md --exhibit "$nearest" \
    --licence 'Weights: research only (no licence is known for the pictures)' \
    --data '2,911 pictures of bedrooms, 64×64' --subject bedroom "$@"
}
pack
"${PYTHON:-python3}" -m training concepts $model $model/concepts.json --marks training/marks/bedrooms-windows.json
pack --concepts $model/concepts.json
