// SPDX-License-Identifier: Apache-2.0
// A library, but no plugin: no entry.
int fixture_answer(void);
int fixture_answer(void) { return 42; }
