#!/usr/bin/env bash
# The programme's own story by curl alone: a school's department, judged eligible by what it did under its predecessor's
# URN, is accepted into a Work Group, writes a plan, is refused, mends it and agrees it. Ends with 1 as soon as an answer
# is not the one expected. Runs against the local suite, any number of times.
#
#   BASE=http://localhost:8080 tests/Suite/journey.sh
set -euo pipefail

BASE=${BASE:-http://localhost:8080}
HUB=${HUB:-hubs/yorkshire-and-the-humber}
OPERATOR=${OPERATOR:-local-operator}
HUB_CLIENT=${HUB_CLIENT:-local-hub}
OTHER_CLIENT=${OTHER_CLIENT:-local-other-hub}
SECRET=${SECRET:-local-only}

status='' body='' token=''

step() { printf '\n\033[1m%s\033[0m\n' "$1"; }
say() { printf '   %s\n' "$1"; }
fail() { printf '   NOT AS EXPECTED: %s\n   HTTP %s %s\n' "$1" "$status" "$body" >&2; exit 1; }

# The first string or number by that key in the last answer; 0 of a number that is left out is for the caller to know.
pick() { printf '%s' "$body" | grep -oE "\"$1\" *: *(\"[^\"]*\"|[0-9]+)" | head -n 1 | sed -E 's/^"[^"]*" *: *"?([^"]*)"?$/\1/' || true; }
count() { local value; value=$(pick "$1"); printf '%s' "${value:-0}"; }

# call METHOD PATH [JSON] [HEADER]: leaves the answer in $status and $body.
call() {
  local answer
  answer=$(curl -sS -X "$1" "$BASE$2" -H "Authorization: Bearer $token" ${3:+-H 'Content-Type: application/json' --data-binary "$3"} \
    ${4:+-H "$4"} -w '\n%{http_code}')
  status=${answer##*$'\n'}
  body=${answer%$'\n'*}
}

ok() { case $status in 200 | 201) ;; *) fail "$1" ;; esac; }
same() { [ "$2" = "$3" ] || fail "$1: expected '$2', got '$3'"; }
has() { case $body in *"$2"*) ;; *) fail "$1: '$2' is not in the answer" ;; esac; }
uuid() { uuidgen 2>/dev/null | tr 'A-Z' 'a-z' || cat /proc/sys/kernel/random/uuid; }

sign_in() {
  body=$(curl -sS -u "$1:$SECRET" -d grant_type=client_credentials "$BASE/oauth2/token")
  token=$(pick access_token)
  status=200
  [ -n "$token" ] || fail "no token for $1"
}

school() { # urn name status close_date
  printf '{"line":%d,"urn":"%s","displayName":"%s","status":"%s"%s,"phase":"PHASE_SECONDARY","statutoryLowAge":11,"statutoryHighAge":16,' "$((${1: -1} + 2))" "$1" "$2" "$3" "${4:+,\"closeDate\":\"$4\"}"
  printf '"type":{"code":"34","displayName":"Academy converter"},"typeGroup":{"code":"10","displayName":"Academies"},'
  printf '"localAuthority":{"code":"384","displayName":"Wakefield"},"district":{"code":"E08000036","displayName":"Wakefield"},'
  printf '"region":{"code":"D","displayName":"Yorkshire and the Humber"},"address":{"town":"Wakefield","postcode":"WF1 9ZZ"}}'
}

person() { # department given family responsibility
  call POST "/v1/$HUB/participants" "{\"givenName\":\"$2\",\"familyName\":\"$3\",\"posts\":[{\"department\":\"$1\",\"responsibility\":\"$4\"}]}"
  ok "creating $2 $3"
  say "$2 $3: $(pick name)"
}

apply() { # department advocate advocate
  call POST "/v1/$HUB/applications" "{\"department\":\"$1\",\"focus\":\"$focus\",\"workGroup\":\"$group\",\"motivation\":\"To plan together.\",
    \"advocates\":[{\"participant\":\"$2\",\"experienced\":true,\"authorityToMakeChange\":true},{\"participant\":\"$3\",\"experienced\":true}],
    \"headteacherAgreement\":{\"displayName\":\"Ruth Akroyd\",\"role\":\"Headteacher\",\"agreeDate\":\"2024-06-28\"}}"
  ok 'drafting an application'
  application=$(pick name)
  call POST "/v1/$application:submit" '{}'
  ok 'submitting it'
  say "$(pick outcome)"
  printf '%s' "$body" | grep -oE '"rule" *: *"[^"]*", *"verdict" *: *"[^"]*", *"explanation" *: *"[^"]*"' |
    sed -E 's/"rule" *: *"([^"]*)", *"verdict" *: *"VERDICT_([^"]*)", *"explanation" *: *"([^"]*)"/     \2 \1: \3/' || true
}

step '1. Signing in'
sign_in "$OPERATOR"
say "a token for $OPERATOR"

step '2. Schools arrive, twice'
call GET '/v1/schools?pageSize=1&orderBy=urn%20desc'
ok 'listing schools'
highest=$(pick urn)
first=$((${highest:-0} < 995000 ? 995000 : (highest / 10 + 1) * 10))
[ "$first" -le 999990 ] || fail 'the fictional URNs are used up: start the local suite with --fresh'
old="schools/$first" academy="schools/$((first + 1))" newcomer="schools/$((first + 2))"
records="{\"records\":[$(school "$first" 'Brackenhill High School' STATUS_CLOSED 2022-08-31),$(school "$((first + 1))" 'Brackenhill Academy' STATUS_OPEN),$(school "$((first + 2))" 'Saint-Zoë’s High School' STATUS_OPEN)]}"
call POST /v1/schools:batchImport "$records"
ok 'importing schools'
same 'schools created' 3 "$(count createdCount)"
call POST /v1/schools:batchImport "$records"
ok 'importing them again'
same 'schools unchanged the second time' 3 "$(count unchangedCount)"
call POST /v1/schools:batchImportSuccessions "{\"records\":[{\"line\":2,\"urn\":\"$first\",\"linkUrn\":\"$((first + 1))\",\"linkType\":\"Successor\",\"linkDate\":\"2022-09-01\"}]}"
ok 'importing the succession'
say "$old, $academy and $newcomer: new the first time, unchanged the second"

step '3. A department, its people and its past'
sign_in "$HUB_CLIENT"
call GET "/v1/$academy:history"
ok 'reading the history'
has 'the history' "$old"
say "$academy came after $old"
key=$(uuid)
call POST "/v1/$HUB/departments" "{\"school\":\"$academy\",\"subject\":\"SUBJECT_MATHEMATICS\"}" "Idempotency-Key: $key"
ok 'creating the department'
department=$(pick name)
call POST "/v1/$HUB/departments" "{\"school\":\"$academy\",\"subject\":\"SUBJECT_MATHEMATICS\"}" "Idempotency-Key: $key"
ok 'creating it again with the same Idempotency-Key'
same 'the department of a repeated request' "$department" "$(pick name)"
say "$department, once though asked for twice"
call POST "/v1/$department/participations" "{\"stage\":\"STAGE_DEVELOPMENT\",\"academicYear\":\"2021-22\",\"code\":\"NCP21-12\",\"school\":\"$old\"}"
ok 'recording the past participation'
person "$department" Amara Okafor RESPONSIBILITY_HEAD_OF_DEPARTMENT; head=$(pick name)
person "$department" Daniel Hirst RESPONSIBILITY_KEY_STAGE_LEAD; second=$(pick name)
person "$department" Zoë Priestley RESPONSIBILITY_CLASSROOM_TEACHER

step '4. A Work Group recruits'
call GET '/v1/foci:resolve?code=ncp%2024%20-14b'
ok 'resolving the code'
has 'the code' projects/NCP24-14/foci/b
focus=projects/NCP24-14/foci/b
call POST "/v1/$HUB/workGroups" "{\"focus\":\"$focus\",\"displayName\":\"Wakefield Sustaining B, by curl\",\"capacity\":8}"
ok 'creating the Work Group'
group=$(pick name)
call POST "/v1/$group:open" '{}'
ok 'opening it'
has 'the Work Group' STATE_RECRUITING
say "$group"

step '5. The department applies, is judged eligible and is accepted'
apply "$department" "$head" "$second"
has 'the verdict' OUTCOME_ELIGIBLE
has 'the evidence' "$department/participations/"
call POST "/v1/$application:accept" '{}'
ok 'accepting it'
has 'the application' STATE_ACCEPTED
enrolment=$(pick enrolment)
say "$enrolment"

step '6. A plan with too little in it is refused'
call POST "/v1/$HUB/plans" "{\"enrolment\":\"$enrolment\",\"title\":\"Multiplicative reasoning for everyone\"}"
ok 'creating the plan'
plan=$(pick name)
call POST "/v1/$plan/evidence" "{\"kind\":\"KIND_ASSESSMENT\",\"needsOf\":[\"NEEDS_OF_STUDENTS\"],\"collectDate\":\"2024-09-18\",\"finding\":\"Year 8 students do not see when a situation is multiplicative.\"}"
ok 'adding evidence'
students=$(pick name)
call POST "/v1/$plan/aims" '{"statement":"Get better at ratio."}'
ok 'adding an aim'
aim=$(pick name)
call POST "/v1/$plan:share" '{}'
ok 'sharing the plan'
call POST "/v1/$plan:agree" '{}'
same 'the status of a refusal' 400 "$status"
has 'the refusal' PLAN_NOT_COHERENT
printf '%s' "$body" | grep -oE '"description" *: *"[^"]*"' | sed -E 's/"description" *: *"([^"]*)"/     missing: \1/'

step '7. The plan is mended and agreed'
call POST "/v1/$plan/evidence" "{\"kind\":\"KIND_LESSON_OBSERVATION\",\"needsOf\":[\"NEEDS_OF_TEACHERS\"],\"collectDate\":\"2024-09-25\",\"finding\":\"Ratio tables appear in two of seven classrooms.\"}"
ok 'adding evidence'
teachers=$(pick name)
call PATCH "/v1/$aim" "{\"statement\":\"Every class in Key Stage 3 meets multiplicative reasoning through the same few representations.\",\"bigIdeas\":[\"BIG_IDEA_FLUENCY\"],
  \"evidence\":[\"$students\",\"$teachers\"],\"horizon\":\"HORIZON_LONG\",
  \"successCriteria\":[{\"statement\":\"Year 8 students secure in ratio\",\"direction\":\"DIRECTION_INCREASE\",\"baseline\":34,\"target\":60,\"unit\":\"%\",\"dueDate\":\"2025-06-27\"}]}"
ok 'mending the aim'
for day in 2024-10-16 2025-02-05 2025-05-14; do
  call POST "/v1/$plan/activities" "{\"title\":\"Planning together\",\"kind\":\"KIND_COLLABORATIVE_PLANNING\",\"aims\":[\"$aim\"],\"startDate\":\"$day\",\"wholeDepartment\":true}"
  ok 'adding an activity'
done
call GET "/v1/$plan:assess"
ok 'assessing the plan'
has 'the assessment' '"coherent":true'
say "coherent by rule set $(count ruleSetVersion)"
call POST "/v1/$plan:agree" '{}'
ok 'agreeing the plan'
has 'the plan' STATE_AGREED
say "$plan is agreed"

step '8. A department that is not eligible'
call POST "/v1/$HUB/departments" "{\"school\":\"$newcomer\",\"subject\":\"SUBJECT_MATHEMATICS\"}"
ok 'creating the department'
new=$(pick name)
person "$new" Holly Naylor RESPONSIBILITY_HEAD_OF_DEPARTMENT; one=$(pick name)
person "$new" Tomasz Wójcik RESPONSIBILITY_CLASSROOM_TEACHER; two=$(pick name)
apply "$new" "$one" "$two"
has 'the verdict' OUTCOME_NOT_ELIGIBLE
call POST "/v1/$application:accept" '{}'
same 'the status of a refusal' 400 "$status"
has 'the refusal' NOT_ELIGIBLE
say "accepting it is refused: $(pick reason)"
call POST "/v1/$application:decline" '{"declineReason":"DECLINE_REASON_NOT_ELIGIBLE","reason":"Please take part in a Development Work Group first."}'
ok 'declining it'
has 'the application' STATE_DECLINED

step '9. Another hub sees none of it'
sign_in "$OTHER_CLIENT"
for name in "$department" "$group" "$enrolment" "$plan" "$application"; do
  call GET "/v1/$name"
  same "the status of $name" 404 "$status"
done
say 'NOT_FOUND, each'

printf '\nThe journey is complete: %s\n' "$plan"
