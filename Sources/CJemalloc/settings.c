#include "CJemalloc.h"

// Pages that nobody used for three seconds go back to the system, not ten: with a thousand rollouts in flight the
// service is smaller by a twentieth, and no slower.
const char *malloc_conf = "dirty_decay_ms:3000";
