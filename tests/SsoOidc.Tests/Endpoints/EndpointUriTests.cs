using SsoOidc.Endpoints;

namespace SsoOidc.Tests.Endpoints;

public sealed class EndpointUriTests
{
    [Theory]
    [InlineData("https://host", "https://host/token?aws_iam=t")]
    [InlineData("https://host/", "https://host/token?aws_iam=t")]
    [InlineData("https://host//", "https://host//token?aws_iam=t")]
    [InlineData("https://host/base/", "https://host/base/token?aws_iam=t")]
    [InlineData("http://host:80", "http://host/token?aws_iam=t")]
    [InlineData("http://host:8080/a%20b", "http://host:8080/a%20b/token?aws_iam=t")]
    [InlineData("https://user:secret@host/x?y=z#f", "https://host/x/token?aws_iam=t")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/token?aws_iam=t")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example/token?aws_iam=t")]
    public void An_operation_is_put_below_the_endpoint(string endpoint, string expected) =>
        Assert.Equal(expected, EndpointUri.Combine(endpoint, Operations.CreateTokenWithIam).AbsoluteUri);

    [Theory]
    [InlineData("")]
    [InlineData("host")]
    [InlineData("/path")]
    [InlineData("ftp://host/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://")]
    [InlineData("https://host\r\nx-evil: 1")]
    [InlineData("https://host/\r\nx-evil: 1")]
    [InlineData("https://host/\n")]
    [InlineData("\nhttps://host/")]
    [InlineData("https://host/\0")]
    [InlineData("https://host/a\u0085b")]
    public void What_is_no_http_url_is_refused(string endpoint) =>
        Assert.Throws<EndpointResolutionException>(() => EndpointUri.Combine(endpoint, Operations.CreateToken));

    [Fact]
    public void A_refused_endpoint_is_shown_without_its_secrets()
    {
        var error = Assert.Throws<EndpointResolutionException>(() => EndpointUri.Combine("ftp://user:secret@host/?secret", Operations.CreateToken));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Contains("host", error.Message, StringComparison.Ordinal);
    }
}
