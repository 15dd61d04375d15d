package org.zhiyuan.network.web;

import java.time.Instant;
import java.util.List;

/**
 * Who was quicker, for those who keep the same place.
 *
 * @param who as evidence and the log name them
 * @param roles as what, each a key of the catalogue
 */
public record Saved(String who, List<String> roles, Instant at) {}
