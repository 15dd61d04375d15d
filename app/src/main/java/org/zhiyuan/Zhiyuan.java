package org.zhiyuan;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The house: one deployable, one city, one database. */
@SpringBootApplication
public class Zhiyuan {
    public static void main(String[] args) {
        SpringApplication.run(Zhiyuan.class, args);
    }
}
