package org.zhiyuan.project;

/** Who looks at a project first, and who second. */
record Route(Organ first, Organ second) {}
