# The evidence suite, as a library: the binary and the tests share it.
add_library(dk_evidence STATIC cli/evidence_lab.c cli/evidence_effects.c cli/evidence_facts.c
  cli/evidence_facts_change.c cli/evidence_facts_actions.c cli/evidence_facts_later.c)
target_include_directories(dk_evidence PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}")
target_link_libraries(dk_evidence PUBLIC dk_sim PRIVATE dk_flags m)
