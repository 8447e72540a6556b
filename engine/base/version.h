/* The engine's version: in manifests, `helder --version` and nowhere else. */
#ifndef HELDER_BASE_VERSION_H
#define HELDER_BASE_VERSION_H

#define HELDER_VERSION "0.1.0"

#endif
