namespace SsoOidc.Tests.Endpoints;

public sealed class BuiltInEndpointProviderTests
{
    // region, plain, FIPS, dual-stack, both
    [Theory]
    [InlineData("us-west-2", "oidc.us-west-2.amazonaws.com", "oidc-fips.us-west-2.amazonaws.com", "oidc.us-west-2.api.aws", "oidc-fips.us-west-2.api.aws")]
    [InlineData("mx-central-1", "oidc.mx-central-1.amazonaws.com", "oidc-fips.mx-central-1.amazonaws.com", "oidc.mx-central-1.api.aws", "oidc-fips.mx-central-1.api.aws")]
    [InlineData("cn-north-1", "oidc.cn-north-1.amazonaws.com.cn", "oidc-fips.cn-north-1.amazonaws.com.cn", "oidc.cn-north-1.api.amazonwebservices.com.cn", "oidc-fips.cn-north-1.api.amazonwebservices.com.cn")]
    [InlineData("cn-new-9", "oidc.cn-new-9.amazonaws.com.cn", "oidc-fips.cn-new-9.amazonaws.com.cn", "oidc.cn-new-9.api.amazonwebservices.com.cn", "oidc-fips.cn-new-9.api.amazonwebservices.com.cn")]
    [InlineData("us-gov-west-1", "oidc.us-gov-west-1.amazonaws.com", "oidc.us-gov-west-1.amazonaws.com", "oidc.us-gov-west-1.api.aws", "oidc-fips.us-gov-west-1.api.aws")]
    [InlineData("us-gov-new-9", "oidc.us-gov-new-9.amazonaws.com", "oidc.us-gov-new-9.amazonaws.com", "oidc.us-gov-new-9.api.aws", "oidc-fips.us-gov-new-9.api.aws")]
    [InlineData("us-iso-east-1", "oidc.us-iso-east-1.c2s.ic.gov", "oidc-fips.us-iso-east-1.c2s.ic.gov", "oidc.us-iso-east-1.api.aws.ic.gov", "oidc-fips.us-iso-east-1.api.aws.ic.gov")]
    [InlineData("us-isob-west-1", "oidc.us-isob-west-1.sc2s.sgov.gov", "oidc-fips.us-isob-west-1.sc2s.sgov.gov", "oidc.us-isob-west-1.api.aws.scloud", "oidc-fips.us-isob-west-1.api.aws.scloud")]
    [InlineData("eu-isoe-west-1", "oidc.eu-isoe-west-1.cloud.adc-e.uk", "oidc-fips.eu-isoe-west-1.cloud.adc-e.uk", "oidc.eu-isoe-west-1.api.cloud-aws.adc-e.uk", "oidc-fips.eu-isoe-west-1.api.cloud-aws.adc-e.uk")]
    [InlineData("us-isof-south-1", "oidc.us-isof-south-1.csp.hci.ic.gov", "oidc-fips.us-isof-south-1.csp.hci.ic.gov", "oidc.us-isof-south-1.api.aws.hci.ic.gov", "oidc-fips.us-isof-south-1.api.aws.hci.ic.gov")]
    [InlineData("eusc-de-east-1", "oidc.eusc-de-east-1.amazonaws.eu", "oidc-fips.eusc-de-east-1.amazonaws.eu", "oidc.eusc-de-east-1.api.amazonwebservices.eu", "oidc-fips.eusc-de-east-1.api.amazonwebservices.eu")]
    [InlineData("aws-cn-global", "oidc.aws-cn-global.amazonaws.com.cn", "oidc-fips.aws-cn-global.amazonaws.com.cn", "oidc.aws-cn-global.api.amazonwebservices.com.cn", "oidc-fips.aws-cn-global.api.amazonwebservices.com.cn")]
    [InlineData("aws-global", "oidc.aws-global.amazonaws.com", "oidc-fips.aws-global.amazonaws.com", "oidc.aws-global.api.aws", "oidc-fips.aws-global.api.aws")]
    [InlineData("foo", "oidc.foo.amazonaws.com", "oidc-fips.foo.amazonaws.com", "oidc.foo.api.aws", "oidc-fips.foo.api.aws")]
    [InlineData("cn-north-x", "oidc.cn-north-x.amazonaws.com", "oidc-fips.cn-north-x.amazonaws.com", "oidc.cn-north-x.api.aws", "oidc-fips.cn-north-x.api.aws")]
    [InlineData("US-WEST-2", "oidc.US-WEST-2.amazonaws.com", "oidc-fips.US-WEST-2.amazonaws.com", "oidc.US-WEST-2.api.aws", "oidc-fips.US-WEST-2.api.aws")]
    public void A_region_and_two_switches_make_an_endpoint(string region, string plain, string fips, string dualStack, string both)
    {
        Assert.Equal("https://" + plain, Resolve(new(region)));
        Assert.Equal("https://" + fips, Resolve(new(region, UseFips: true)));
        Assert.Equal("https://" + dualStack, Resolve(new(region, UseDualStack: true)));
        Assert.Equal("https://" + both, Resolve(new(region, UseFips: true, UseDualStack: true)));
    }

    [Fact]
    public void A_custom_endpoint_is_taken_as_it_is_and_excludes_the_switches()
    {
        Assert.Equal("http://localhost:8080/x", Resolve(new("us-west-2", Endpoint: "http://localhost:8080/x")));
        Assert.Equal(
            "Invalid Configuration: FIPS and custom endpoint are not supported",
            Refused(new("us-west-2", UseFips: true, UseDualStack: true, Endpoint: "http://x")));
        Assert.Equal(
            "Invalid Configuration: Dualstack and custom endpoint are not supported",
            Refused(new("us-west-2", UseDualStack: true, Endpoint: "http://x")));
    }

    [Fact]
    public void Without_a_region_there_is_none() => Assert.Equal("Invalid Configuration: Missing Region", Refused(new(null)));

    [Fact]
    public void The_built_in_rules_ask_for_no_headers_and_no_scheme()
    {
        var endpoint = EndpointProvider.BuiltIn.Resolve(new("us-west-2"));
        Assert.Null(endpoint.Headers);
        Assert.Null(endpoint.AuthSchemes);
    }

    [Fact]
    public void User_info_in_an_endpoint_is_never_printed()
    {
        Assert.DoesNotContain("secret", new EndpointParameters("r", Endpoint: "https://user:secret@host/?q=secret").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new ResolvedEndpoint("https://user:secret@host/?q=secret").ToString(), StringComparison.Ordinal);
        Assert.Contains("host", new ResolvedEndpoint("https://user:secret@host/").ToString(), StringComparison.Ordinal);
    }

    private static string Resolve(EndpointParameters parameters) => EndpointProvider.BuiltIn.Resolve(parameters).Url;

    private static string Refused(EndpointParameters parameters) =>
        Assert.Throws<EndpointResolutionException>(() => EndpointProvider.BuiltIn.Resolve(parameters)).Message;
}
