package org.zhiyuan.access;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** A credential as Spring Security checks it. Its rights are not in it: they are read for each request. */
record StaffDetails(UUID account, String login, String encoded, Instant passwordSetAt, boolean mustChange)
        implements UserDetails {
    private static final long serialVersionUID = 1L;

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of();
    }

    @Override
    public String getPassword() {
        return encoded;
    }

    @Override
    public String getUsername() {
        return login;
    }

    /** Not to be logged. */
    @Override
    public String toString() {
        return login;
    }
}
