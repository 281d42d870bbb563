using SsoOidc.Endpoints;

namespace SsoOidc.Tests.Endpoints;

public sealed class RegionNamesTests
{
    [Theory]
    [InlineData("us-west-2", true)]
    [InlineData("a", true)]
    [InlineData("FOO", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a.b", false)]
    [InlineData("a/b", false)]
    [InlineData("a@b", false)]
    [InlineData("a b", false)]
    [InlineData("é", false)]
    [InlineData("a\n", false)]
    public void A_region_is_one_label_of_a_host_name(string region, bool expected) => Assert.Equal(expected, RegionNames.IsHostLabel(region));

    [Fact]
    public void A_label_has_63_characters_at_most()
    {
        Assert.True(RegionNames.IsHostLabel(new string('a', 63)));
        Assert.False(RegionNames.IsHostLabel(new string('a', 64)));
    }

    [Theory]
    [InlineData("fips-us-west-2", "us-west-2", true)]
    [InlineData("us-west-2-fips", "us-west-2", true)]
    [InlineData("us-fips-west-2", "us-west-2", true)]
    [InlineData("us-west-2", "us-west-2", false)]
    public void Legacy_names_lose_their_fips(string region, string expected, bool changed)
    {
        Assert.Equal(changed, RegionNames.TryNormalizeFips(region, out string normalized));
        Assert.Equal(expected, normalized);
    }
}
