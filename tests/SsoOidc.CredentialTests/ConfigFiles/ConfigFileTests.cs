using System.Text;
using SsoOidc.ConfigFiles;

namespace SsoOidc.CredentialTests.ConfigFiles;

public class ConfigFileTests
{
    [Theory]
    [InlineData("[default]\nk = v", "v")]
    [InlineData("[profile default]\nk=v", "v")]
    [InlineData("[default] # comment\nk = v\n", "v")]
    [InlineData("[default]\r\nk = v\r\n", "v")]
    [InlineData("\uFEFF[default]\nk = v", "v")]
    [InlineData("[ default ]\nk = v", "v")]
    [InlineData("[default]\nk = v ; a comment", "v")]
    [InlineData("[default]\nk = v;w", "v;w")]
    [InlineData("[default]\nk = v # kept", "v # kept")]
    [InlineData("[default]\nk = a=b=", "a=b=")]
    [InlineData("[default]\nk = first\nk = second", "second")]
    [InlineData("[default]\nk = first\n[default]\nk = second", "second")]
    [InlineData("[default]\nother = 1\n[x]\nk = 1\n[default]\nk = v", "v")]
    [InlineData("[default]\n  k = v\n  j = w", "v")]
    [InlineData("[default]\n# k = 1\n; k = 2\nk = v", "v")]
    [InlineData("[default]\nK = 1", null)]
    [InlineData("[default]\nk =", null)]
    [InlineData("[default]\nk", null)]
    [InlineData("[default]\n= v", null)]
    [InlineData("k = v\n[default]\n", null)]
    [InlineData("[default] junk\nk = v", null)]
    [InlineData("[default\nk = v", null)]
    [InlineData("[def[ault]\nk = v", null)]
    [InlineData("", null)]
    public void A_value_of_the_default_profile(string text, string? expected) =>
        Assert.Equal(expected, ConfigFile.Parse(Encoding.UTF8.GetBytes(text)).Find("default")?["k"]);

    [Fact]
    public void A_key_without_value_opens_a_sub_section()
    {
        var section = ConfigFile.Parse(
            """
            [services local]
            s3 =
              endpoint_url = http://s3.example
            sso_oidc =
              endpoint_url = http://oidc.example

              other = 1
              # endpoint_url = http://comment.example
            plain = 2
              stray = 3
            """).FindOf("services", "local");

        Assert.Equal("http://oidc.example", section?.Nested("sso_oidc")?["endpoint_url"]);
        Assert.Equal("1", section?.Nested("sso_oidc")?["other"]);
        Assert.Equal("http://s3.example", section?.Nested("s3")?["endpoint_url"]);
        Assert.Equal("2", section?["plain"]);
        Assert.Equal(["plain"], section!.Keys);
    }

    [Fact]
    public void A_section_without_keys_does_not_exist() => Assert.Empty(ConfigFile.Parse("[default]\n[x]\nempty =\n").SectionNames);

    [Theory]
    [InlineData("[sso-session my work]")]
    [InlineData("[sso-session 'my work']")]
    [InlineData("[sso-session \"my work\"]")]
    public void A_section_name_may_stand_in_quotes(string header) =>
        Assert.Equal("r", ConfigFile.Parse($"{header}\nsso_region = r").FindOf("sso-session", "my work")?["sso_region"]);

    [Fact]
    public void Binary_content_parses_to_something_harmless()
    {
        var random = new Random(1);
        byte[] alphabet = [.. "[]=;# \t\r\n\0ab'"u8, 0xFF, 0xC3, 0x1B];
        for (int i = 0; i < 2000; i++)
        {
            byte[] content = new byte[random.Next(200)];
            for (int j = 0; j < content.Length; j++)
            {
                content[j] = alphabet[random.Next(alphabet.Length)];
            }

            var file = ConfigFile.Parse(content);
            Assert.All(file.SectionNames, name => Assert.NotNull(file.Find(name)));
        }
    }

    [Fact]
    public void A_line_of_a_mebibyte_parses()
    {
        string value = new('x', 1024 * 1024);
        Assert.Equal(value, ConfigFile.Parse(Encoding.UTF8.GetBytes($"[default]\nk = {value}")).Find("default")!["k"]);
    }
}
