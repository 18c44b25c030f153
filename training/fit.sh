#!/usr/bin/env bash
# Everything that is learned, anew and in order: bash training/fit.sh SHARED WORK [after]
# SHARED is the folder of evaluation material, WORK a folder for what lies between. `after`: leave the reader of lines as it is and fit what reads it.
set -euo pipefail
cd "$(dirname "$0")/.."
export OMP_NUM_THREADS=1 # in how many threads is added up shows in the last digits
shared=$1 work=$2 from=${3:-}
apart="rob-newsroom projects-magpie customer-calder-hythe customer-eastmoor-boards" # put aside: nobody reads them, nothing is fitted on them
calls=$shared/eval/data/ethereum_calls/zoom
python -m evals.talks make evals/talks "$work/talks"
gold=("$shared/eval/dev" "$shared/eval/dev-long" evals/gold "$work/talks")
fit() { local part=$1; shift; python -m "training.$part" "${gold[@]}" --crossed "$work/crossed" --leave-out $apart --write "$@"; }
[ "$from" = after ] || fit sense --requests "$shared/eval/data/email/parakweet_intent.jsonl"
python -m training.seats evals/talks --write
fit referents
fit deadlines
fit owners
python -m training.unscripted "$shared" --write
fit tasks --calls "$calls"
fit dealt --ami "$shared" --calls "$calls"
fit decisions --calls "$calls"
fit facts
fit updates --series evals/series --later mails.txt pairs.txt --exchanges evals/reports/exchanges.txt
fit questions
fit headings
python -m training.presence evals/talks --write
python -m training.floors evals/talks --score "$shared/eval" --write
python -m training.subjects "${gold[@]}" "$shared/eval/email-dev" --write --without $apart \
  edev-04-courtyard-schemes edev-08-lintel edev-12-kelmore-visit edev-16-acoustics-proposal edev-18-memo-ashcombe
fit summary --listed evals/gold "$work/talks"
python -m training.appeal "$shared/eval/data/email/parakweet_intent.jsonl" --write
python -m training.letters evals/letters evals/letters-tasks evals/mail "$shared/eval/email-dev" --score "$shared/eval" --threshold 0.48 --write \
  --leave-out edev-04 edev-08 edev-12 edev-16 edev-18 # nobody reads those
python -m training.sieve evals/talks evals/gold --write # after all else: which patterns are worth a look at words first; times decide, so a run differs from the next
python -m evals.talks make evals/abroad "$work/abroad"
python -m training.compiled evals/gold evals/letters evals/letters-tasks evals/mail "$work/abroad" --write # once a version of Python; patterns changed since are compiled as they are used
