import type { Claims } from '../claims.ts';

/** Packages that people name, as a pattern; any other is named as "package x". */
export const packages =
  'openssl|openssh|glibc|libc|curl|libcurl|sudo|bash|log4j|systemd|containerd|docker|runc|libxml2|zlib|python3?|openjdk|java|php|nodejs|ruby|perl|git|vim|samba|bind|dnsmasq|polkit|xz(?:[ -]utils)?|gnutls|nss|krb5|libssh|rsync|expat|libwebp|haproxy|postfix|exim|chrony|ntp|snapd|glib2|busybox|nghttp2|libssl|libtiff|libpng|libjpeg|freetype|c[ -]ares|libarchive|libgcrypt|libexpat|p11[ -]kit|ncurses|readline|sqlite3?|grub2?|shim|dbus|cups|avahi|netfilter|nftables|iptables|bind[ -]utils|dhclient|wget|tar|gzip|unzip|less|screen|tmux|rsyslog|auditd|cloud[ -]init|amazon[ -]ssm[ -]agent|libvirt|qemu|kvm|podman|kubelet|golang|rust|erlang|lua|openldap|sssd|nfs[ -]utils|cifs|smb|print spooler|spooler|\\.net|dotnet|iis|exchange|mod ssl|httpd2|imagemagick|ghostscript|ffmpeg|log4shell|heartbleed|microcode|linux[ -]image|nvidia driver|ssm[ -]agent|cloudwatch agent|\\.?net framework|openvpn|tzdata|ca[ -]certificates|openjpeg|giflib|libjpeg[ -]turbo|pcre2?|icu|fontconfig|harfbuzz|cairo|gstreamer|mesa|lz4|zstd|bzip2|xerces|xalan|jackson|struts2?|spring framework|commons text|netty|jetty|lodash|pillow|numpy|urllib3|setuptools|cryptography|libssh2|libnghttp2|libcap|libselinux|pam|shadow utils|util[ -]linux|coreutils|findutils|procps|iproute2?|wpa[ -]supplicant|network[ -]?manager|firewalld|fail2ban|logrotate|cronie|mlocate|lldpad|multipath tools|open[ -]vm[ -]tools|vmware tools|qemu guest agent|datadog agent|fluent[ -]?bit|filebeat|telegraf|node[ -]exporter|splunk forwarder|crowdstrike sensor|falcon sensor|amazon[ -]cloudwatch[ -]agent|aws[ -]cli|cri[ -]o|kubeadm|kubectl|helm|etcd|envoy|squid|unbound|strongswan|wireguard|stunnel|pgbouncer|libpq|mariadb[ -]connector|unixodbc|edge browser|firefox|chromium|powershell core|sysmon|defender|msxml|wsus agent';

const onePackage = new RegExp(`^(?:${packages})$`, 'u');

/** The package that a place names, so that an exclusion can leave it out; null where it names none. */
export const packageAt = (
  claims: Claims,
  at: number,
): { readonly to: number; readonly name: string } | null => {
  const { tokens, wordAt } = claims.text;
  for (const length of [2, 1]) {
    const words = tokens.slice(at, at + length).map(({ text }) => text);
    if (words.length === length && onePackage.test(words.join(' ')))
      return { to: at + length, name: words.join('-') };
  }
  return wordAt(at) === 'kernel' ? { to: at + 1, name: 'kernel' } : null;
};
