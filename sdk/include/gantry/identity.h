// SPDX-License-Identifier: MIT
// gantry.identity/1: pseudonyms while data are de-identified. Reached through ctx->get_service(ctx, GANTRY_IDENTITY_ID).
// The same original gives the same replacement within a project and, without its secret, in no other. The secret never
// leaves the host.
//
//   identity->uid(identity, "1.2.840.113619.2.5.1762583153", &replacement);   // "2.25.…"
#ifndef GANTRY_IDENTITY_H
#define GANTRY_IDENTITY_H

#include <gantry/base.h>

#define GANTRY_IDENTITY_ID "gantry.identity/1"

// What a file says of whose it is, in UTF-8; NULL or "" where it says nothing. Who has no id is known by name and date of
// birth, who has neither by the study.
typedef struct gantry_person {
  uint32_t size;
  uint32_t reserved;
  const char *id;
  const char *issuer;  // of the id
  const char *name;
  const char *birth_date;
  const char *study;  // UID
} gantry_person;

// All [worker]. Text is the host's, valid until the next call of the same function or the job's end. GANTRY_FAILED where
// the host can't say.
typedef struct gantry_identity {
  uint32_t size;
  uint32_t reserved;
  void *host;
  // The name and id that a person gets: "P-7K2M9QXR".
  int32_t (*person)(const struct gantry_identity *identity, const gantry_person *person, const char **pseudonym);
  // Well-known UIDs (1.2.840.10008…) stay as they are.
  int32_t (*uid)(const struct gantry_identity *identity, const char *original, const char **replacement);
  // A date ("20260131") and the time that belongs to it ("101530.25"), moved by the interval of this pseudonym; either may
  // be NULL or "". What can't be read comes back as "". Precision and form stay as they are.
  int32_t (*moment)(const struct gantry_identity *identity, const char *pseudonym, const char *date, const char *time,
                    const char **moved_date, const char **moved_time);
} gantry_identity;

#endif
